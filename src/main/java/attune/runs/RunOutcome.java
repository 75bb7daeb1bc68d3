package attune.runs;

import attune.training.Trainer;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a run's training ended and what it cost, in its {@code outcome.json}.
 *
 * @param sourceScore the source's score on dev; null where it was not taken
 * @param bestEpoch number of the best epoch, from 1
 * @param bestScore its score on dev, the lower the better, with as much of the source as is mixed in
 * @param sourcePercent how much of the source is mixed into its weights; absent for nothing
 * @param stoppedEarly whether it ended because the score stopped improving
 * @param epochs number of epochs trained
 * @param steps number of steps in them
 * @param stepsToBest number of steps up to the end of the best epoch
 * @param seconds time spent training, in all the run's processes except for epochs that a kill cut short, and running a
 *     frozen trunk, in the last process only; excludes scoring and, for speech, reading audio
 * @param againstSource whether the run made its source better; null where that was not compared
 */
public record RunOutcome(
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double sourceScore,
        int bestEpoch,
        double bestScore,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int sourcePercent,
        boolean stoppedEarly,
        int epochs,
        long steps,
        long stepsToBest,
        double seconds,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AgainstSource againstSource) {
    /** Its file in the run directory. */
    public static final String FILE = "outcome.json";

    /**
     * Sums up a run.
     *
     * @param log the lines of its log, for all runs and stages; a stage that stopped early leaves a gap in the numbers, and
     *     after a kill an epoch may appear twice
     */
    static RunOutcome of(BegunRun.Ended ended, List<JsonNode> log, double trunkSeconds) {
        Trainer.Outcome outcome = ended.outcome();
        Map<String, JsonNode> byNumber = new LinkedHashMap<>();
        log.stream()
                .filter(epoch -> epoch.path("epoch").asInt() > 0) // 0 is the source model
                .forEach(epoch ->
                        byNumber.put(epoch.path("run") + "/" + epoch.path("stage") + "/" + epoch.path("epoch"), epoch));
        Collection<JsonNode> epochs = byNumber.values();
        double seconds = log.stream()
                .mapToDouble(epoch -> epoch.path("trainingSeconds").asDouble())
                .sum();
        return new RunOutcome(
                log.stream()
                        .filter(epoch -> epoch.path("epoch").asInt(-1) == 0)
                        .map(epoch -> epoch.path("score").path("value").asDouble())
                        .findFirst()
                        .orElse(null),
                outcome.bestEpoch(),
                outcome.bestScore(),
                ended.sourcePercent(),
                outcome.stoppedEarly(),
                epochs.size(),
                steps(epochs.stream()),
                steps(epochs.stream().filter(epoch -> epoch.path("epoch").asInt() <= outcome.bestEpoch())),
                trunkSeconds + seconds,
                ended.againstSource().orElse(null));
    }

    private static long steps(Stream<JsonNode> epochs) {
        return epochs.mapToLong(epoch -> epoch.path("steps").asLong()).sum();
    }
}
