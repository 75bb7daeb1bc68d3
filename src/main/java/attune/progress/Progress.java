package attune.progress;

/**
 * Listens to the progress of a long job. The library never prints: the caller of a job passes a listener. Called from
 * one thread at a time, which need not be the one that runs the job.
 */
public interface Progress {

    /** A listener that does nothing. */
    Progress SILENT = new Progress() {};

    /**
     * A stretch of work begins; the one before it is over.
     *
     * @param name what is being done, in a few words
     * @param total its number of units, or -1 if unknown
     */
    default void begin(String name, long total) {}

    /**
     * Part of the current stretch is done.
     *
     * @param done units done so far
     * @param detail what to show beside the count, such as a loss; may be empty
     */
    default void at(long done, String detail) {}

    /**
     * Whether the listener wants the work to end as soon as what has been done is safe. Asked often, from any thread.
     *
     * @return by default false
     */
    default boolean stopRequested() {
        return false;
    }

    /**
     * Ends work that is cheap to repeat, or that finds its results again.
     *
     * @param where how far it has come, such as {@code while computing features}
     * @throws StoppedException if that is {@linkplain #stopRequested() wanted}
     */
    default void stopIfRequested(String where) {
        if (stopRequested()) {
            throw new StoppedException(where);
        }
    }

    /**
     * Something worth a line of its own in the record of the run.
     *
     * @param line the line
     */
    default void note(String line) {}

    /**
     * Something the user should know about and may want to fix.
     *
     * @param line the line
     */
    default void warn(String line) {}
}
