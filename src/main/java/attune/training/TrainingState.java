package attune.training;

/**
 * How far a run has come.
 *
 * @param epoch the epoch under way, from 0
 * @param batch the next batch in it
 * @param step training steps taken
 * @param best the best score so far; infinite before the first
 * @param bestEpoch the epoch that had it; −1 before the first
 * @param lossSum sum of the losses of this epoch's batches so far
 * @param lossCount number of those losses
 */
record TrainingState(int epoch, int batch, long step, double best, int bestEpoch, double lossSum, int lossCount) {

    static final TrainingState START = new TrainingState(0, 0, 0, Double.POSITIVE_INFINITY, -1, 0, 0);

    TrainingState afterBatch(double loss) {
        return new TrainingState(epoch, batch + 1, step + 1, best, bestEpoch, lossSum + loss, lossCount + 1);
    }

    /** A batch whose loss was not finite counts as a step, which keeps the schedule, but not as a loss. */
    TrainingState afterSkippedBatch() {
        return new TrainingState(epoch, batch + 1, step + 1, best, bestEpoch, lossSum, lossCount);
    }

    TrainingState afterEpoch(double score) {
        boolean better = score < best;
        return new TrainingState(epoch + 1, 0, step, better ? score : best, better ? epoch : bestEpoch, 0, 0);
    }

    double meanLoss() {
        return lossCount == 0 ? Double.NaN : lossSum / lossCount;
    }
}
