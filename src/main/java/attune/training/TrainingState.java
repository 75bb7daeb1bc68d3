package attune.training;

import java.nio.ByteBuffer;

/**
 * How far a run has come.
 *
 * @param epoch the epoch under way, from 0
 * @param batch the next batch in it
 * @param step batches met since the beginning, by all ranks; alone, a rank takes a step on each
 * @param best the best score so far; infinite before the first
 * @param bestEpoch the epoch that had it; −1 before the first
 * @param lossSum sum of the losses of this epoch's batches so far
 * @param lossCount number of those losses
 */
record TrainingState(int epoch, int batch, long step, double best, int bestEpoch, double lossSum, int lossCount) {

    private static final int BYTES = 4 * Integer.BYTES + Long.BYTES + 2 * Double.BYTES;

    static final TrainingState START = new TrainingState(0, 0, 0, Double.POSITIVE_INFINITY, -1, 0, 0);

    /**
     * After a step of each rank.
     *
     * @param loss of this rank's; one that is not finite counts as a step, which keeps the schedule, but not as a loss
     * @param batches that all ranks have met in it
     */
    TrainingState afterStep(double loss, int batches) {
        boolean counts = Double.isFinite(loss);
        return new TrainingState(
                epoch,
                batch + batches,
                step + batches,
                best,
                bestEpoch,
                counts ? lossSum + loss : lossSum,
                counts ? lossCount + 1 : lossCount);
    }

    TrainingState afterEpoch(double score) {
        boolean better = score < best;
        return new TrainingState(epoch + 1, 0, step, better ? score : best, better ? epoch : bestEpoch, 0, 0);
    }

    /** For other ranks. */
    byte[] bytes() {
        return ByteBuffer.allocate(BYTES)
                .putInt(epoch)
                .putInt(batch)
                .putLong(step)
                .putDouble(best)
                .putInt(bestEpoch)
                .putDouble(lossSum)
                .putInt(lossCount)
                .array();
    }

    /** Reads what {@link #bytes} gave. */
    static TrainingState of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new TrainingState(
                in.getInt(), in.getInt(), in.getLong(), in.getDouble(), in.getInt(), in.getDouble(), in.getInt());
    }

    double meanLoss() {
        return lossCount == 0 ? Double.NaN : lossSum / lossCount;
    }
}
