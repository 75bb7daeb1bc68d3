package attune.cli;

/** What the process tells its caller. */
final class ExitCodes {
    static final int DONE = 0;
    /** The job ended, but some clips had to be left out or a gate failed. */
    static final int WITH_REJECTS = 1;
    /** The user's input is wrong. */
    static final int USER_FAULT = 2;
    /** Our bug. */
    static final int BUG = 70;

    private ExitCodes() {}
}
