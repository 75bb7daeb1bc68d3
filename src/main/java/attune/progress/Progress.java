package attune.progress;

/**
 * Hears how a long job is getting on. The library never prints: whoever starts a job passes a listener. Called
 * from one thread at a time, which need not be the one that runs the job.
 */
public interface Progress {

    /** A listener that does nothing. */
    Progress SILENT = new Progress() {};

    /**
     * A stretch of work begins; the one before it is over.
     *
     * @param name what is being done, in a few words
     * @param total how many units it has, or -1 where nobody can know
     */
    default void begin(String name, long total) {}

    /**
     * So much of the current stretch is done.
     *
     * @param done units done so far
     * @param detail what to show beside the count, such as a loss; may be empty
     */
    default void at(long done, String detail) {}

    /**
     * Whether whoever listens wants the work to end as soon as what has been done is safe. Asked often, from any thread.
     *
     * @return by default false
     */
    default boolean stopRequested() {
        return false;
    }

    /**
     * Ends work that can be done again at little cost, or that finds again what it has done.
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
     * Something the user should know about and may want to mend.
     *
     * @param line the line
     */
    default void warn(String line) {}
}
