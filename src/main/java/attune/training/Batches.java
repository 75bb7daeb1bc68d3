package attune.training;

/**
 * The batches of every epoch, each determined by its number alone, so that training can start anywhere. Called from one
 * thread at a time, not always the same one.
 */
public interface Batches {

    /**
     * The number of batches in an epoch.
     *
     * @return at least 1, the same for every epoch
     */
    int perEpoch();

    /**
     * One batch.
     *
     * @param epoch from 0; shuffling and augmentation may depend on it
     * @param index from 0 to {@code perEpoch() - 1}
     * @return the same for the same numbers; the caller closes it
     */
    Batch get(int epoch, int index);
}
