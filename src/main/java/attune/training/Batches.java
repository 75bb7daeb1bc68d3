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

    /**
     * One of several parts of a batch, alike in size.
     *
     * @param epoch from 0
     * @param index from 0 to {@code perEpoch() - 1}
     * @param part from 0
     * @param parts number of parts
     * @return its share of the examples, none if there are fewer than parts; the caller closes it
     */
    default Batch part(int epoch, int index, int part, int parts) {
        try (Batch whole = get(epoch, index)) {
            int examples = (int) whole.features().size(0);
            return whole.examples(partStart(examples, part, parts), partStart(examples, part + 1, parts));
        }
    }

    /**
     * Where a part begins.
     *
     * @param examples number in the whole batch
     * @param part from 0; the number of parts for the end of the last
     * @param parts number of parts
     * @return index of its first example
     */
    static int partStart(int examples, int part, int parts) {
        return (int) ((long) examples * part / parts);
    }
}
