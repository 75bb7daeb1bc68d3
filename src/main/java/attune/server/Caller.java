package attune.server;

/**
 * Who sent a request.
 *
 * @param name for the log: which key of the file, by its line; {@code -} where no key is needed
 * @param keyed whether a key was needed, and its limit holds
 */
record Caller(String name, boolean keyed) {
    static final Caller ANYONE = new Caller("-", false);
}
