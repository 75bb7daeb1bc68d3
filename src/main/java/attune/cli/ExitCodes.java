package attune.cli;

/** The exit codes of the process. */
public final class ExitCodes {
    /** All went well. */
    public static final int DONE = 0;
    /** The job ended, but some clips had to be left out, or a check failed. */
    public static final int WITH_REJECTS = 1;
    /** The user's input is wrong. */
    public static final int USER_FAULT = 2;
    /** The adapted model is written, but {@code --gate} is given and it is not significantly better than its source. */
    public static final int NOT_BETTER = 3;
    /** A bug in Attune, or too little memory. */
    static final int BUG = 70;
    /** One of several ranks was lost; the run can be resumed. As EX_TEMPFAIL of sysexits.h. */
    public static final int RANK_LOST = 75;
    /** Another run is using the folder. The same code, since here, too, the same command may do once something has ended. */
    static final int FOLDER_IN_USE = RANK_LOST;
    /** Ctrl-C or SIGTERM ended the work: 128 plus the signal's number, as in shells. */
    static final int INTERRUPTED = 130;
    /** The program that read standard output has ended; 128 plus the number of SIGPIPE. */
    static final int READER_GONE = 141;

    private ExitCodes() {}
}
