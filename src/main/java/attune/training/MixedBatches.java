package attune.training;

/**
 * The batches of every epoch with some of others evenly between them, such as of what a model learnt before. The others
 * are taken in turn, one epoch going on where the last one stopped, so that in time all of them are met however few an
 * epoch has.
 */
public final class MixedBatches implements Batches {
    private final Batches own;
    private final Batches others;
    private final int othersPerEpoch;

    private MixedBatches(Batches own, Batches others, int othersPerEpoch) {
        this.own = own;
        this.others = others;
        this.othersPerEpoch = othersPerEpoch;
    }

    /**
     * Mixes batches.
     *
     * @param own all of which are in every epoch
     * @param others of which some are
     * @param share of all batches of an epoch that are of the others, above 0 and below 1; at least one is
     * @return the mixture
     */
    public static Batches of(Batches own, Batches others, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a share must be above 0 and below 1: " + share);
        }
        long added = Math.max(1, Math.round(own.perEpoch() * share / (1 - share)));
        return new MixedBatches(own, others, Math.toIntExact(added));
    }

    @Override
    public int perEpoch() {
        return Math.addExact(own.perEpoch(), othersPerEpoch);
    }

    @Override
    public Batch get(int epoch, int index) {
        return get(epoch, index, Batches::get);
    }

    @Override
    public Batch part(int epoch, int index, int part, int parts) {
        return get(epoch, index, (from, itsEpoch, itsIndex) -> from.part(itsEpoch, itsIndex, part, parts));
    }

    /** Takes all or a part of a batch. */
    private interface Taking {
        Batch from(Batches batches, int epoch, int index);
    }

    private Batch get(int epoch, int index, Taking taking) {
        int before = othersBefore(index);
        if (othersBefore(index + 1) == before) {
            return taking.from(own, epoch, index - before);
        }
        long number = (long) epoch * othersPerEpoch + before;
        return taking.from(others, (int) (number / others.perEpoch()), (int) (number % others.perEpoch()));
    }

    private int othersBefore(int index) {
        return (int) ((long) index * othersPerEpoch / perEpoch());
    }
}
