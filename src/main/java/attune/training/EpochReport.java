package attune.training;

import java.time.Duration;

/**
 * How a finished epoch went.
 *
 * @param epoch its number, from 1, counting those of an earlier stage
 * @param loss mean loss over its batches; of several ranks that take batches of their own, over the first one's
 * @param score on held-out data
 * @param better whether it is the best so far
 * @param steps number of steps in it of each rank, by this and earlier processes
 * @param leftOut how many of them used batches that gave no finite loss or gradient, so that nothing was learnt
 * @param trainingSeconds time this process spent training it, without scoring
 * @param learningRate of its last step, in layers without a factor of their own
 * @param secondsLeft until the plan ends, scoring included, at this process's pace; less where the run stops early
 */
public record EpochReport(
        int epoch,
        double loss,
        Scorer.Score score,
        boolean better,
        int steps,
        int leftOut,
        double trainingSeconds,
        double learningRate,
        double secondsLeft) {

    /**
     * The time that is left.
     *
     * @return until the plan ends
     */
    public Duration timeLeft() {
        return Duration.ofMillis((long) (secondsLeft * 1e3));
    }
}
