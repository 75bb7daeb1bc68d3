package attune.cli;

/** How a command writes its result. */
enum ReportFormat {
    /** For a person. */
    TEXT,
    /** For a program. */
    JSON
}
