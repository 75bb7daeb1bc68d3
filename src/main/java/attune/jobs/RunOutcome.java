package attune.jobs;

import attune.training.Trainer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * How a run's training ended and what it cost, in its {@code outcome.json}.
 *
 * @param bestEpoch number of the best epoch, from 1
 * @param bestScore its score on dev, the lower the better
 * @param stoppedEarly whether it ended because it stopped getting better
 * @param epochs how many were trained
 * @param steps taken in them
 * @param stepsToBest taken up to the end of the best epoch
 * @param seconds spent training, in all processes that the run took, and running a frozen trunk, in the last of them;
 *     without reading audio and scoring
 */
record RunOutcome(
        int bestEpoch,
        double bestScore,
        boolean stoppedEarly,
        int epochs,
        long steps,
        long stepsToBest,
        double seconds) {
    static final String FILE = "outcome.json";

    static RunOutcome of(Trainer.Outcome outcome, List<JsonNode> epochs, double trunkSeconds) {
        return new RunOutcome(
                outcome.bestEpoch(),
                outcome.bestScore(),
                outcome.stoppedEarly(),
                epochs.size(),
                steps(epochs),
                steps(epochs.subList(0, Math.min(outcome.bestEpoch(), epochs.size()))),
                trunkSeconds
                        + epochs.stream()
                                .mapToDouble(
                                        epoch -> epoch.path("trainingSeconds").asDouble())
                                .sum());
    }

    private static long steps(List<JsonNode> epochs) {
        return epochs.stream().mapToLong(epoch -> epoch.path("steps").asLong()).sum();
    }
}
