package attune.server;

/** How a server writes its log. */
public enum LogFormat {
    /** Words with spaces between them. */
    TEXT,
    /** An object of JSON. */
    JSON
}
