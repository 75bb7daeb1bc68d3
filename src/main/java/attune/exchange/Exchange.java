package attune.exchange;

/**
 * One of several processes, the ranks, as it speaks to all others. Every method is called by all ranks in the same order.
 * For one thread.
 */
public interface Exchange extends AutoCloseable {
    /** A process that has nobody to speak to. */
    Exchange ALONE = new Exchange() {
        @Override
        public int rank() {
            return 0;
        }

        @Override
        public int size() {
            return 1;
        }

        @Override
        public void sum(float[] values) {}

        @Override
        public byte[] tell(byte[] words) {
            return words;
        }

        @Override
        public void close() {}
    };

    /**
     * The number of this process.
     *
     * @return from 0 to {@code size() - 1}
     */
    int rank();

    /**
     * The number of processes.
     *
     * @return at least 1
     */
    int size();

    /**
     * Whether this is the first rank, which decides and writes.
     *
     * @return true on one rank only
     */
    default boolean leads() {
        return rank() == 0;
    }

    /**
     * Replaces a vector by the sum of all ranks'.
     *
     * @param values as many on every rank; afterwards the same bits on every rank
     * @throws java.io.UncheckedIOException holding a {@link RankLostException} if another rank has ended
     */
    void sum(float[] values);

    /**
     * Tells every rank what the first one says.
     *
     * @param words of the first rank; those of others do not matter
     * @return the first rank's words
     * @throws java.io.UncheckedIOException holding a {@link RankLostException} if another rank has ended
     */
    byte[] tell(byte[] words);

    /** Leaves; ranks that wait for this one then know that it has ended. */
    @Override
    void close();
}
