package attune.runs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How the training loss went, epoch by epoch, in one stage of one run. Every epoch shows the same examples, so that a
 * loss that rises, or does not fall, is no matter of chance.
 *
 * @param epochs in order
 */
record LossCourse(List<Epoch> epochs) {
    /** A rise by a smaller factor, or a smaller share of the first loss, may be due to augmentation. */
    private static final double RISE = 1.25;

    private static final double LEAST_SHARE = 0.2;

    /** A loss above this share of the first has not fallen; an output alone on a poor trunk learns slowly, but learns. */
    private static final double FALLEN = 0.998;

    private static final int FEWEST_EPOCHS = 3;

    /**
     * An epoch.
     *
     * @param number as logged
     * @param loss mean over its batches
     * @param leftOut batches that nothing was learnt from
     */
    record Epoch(int number, double loss, int leftOut) {
        private static Epoch of(JsonNode line) {
            return new Epoch(
                    line.path("epoch").asInt(),
                    line.path("loss").asDouble(Double.NaN),
                    line.path("leftOut").asInt());
        }
    }

    /**
     * The course of the run and stage that a log ends with.
     *
     * @param log its lines; of an epoch that a kill had done twice the second counts
     */
    static LossCourse last(List<JsonNode> log) {
        List<Epoch> epochs = new ArrayList<>();
        JsonNode last = log.isEmpty() ? null : log.get(log.size() - 1);
        for (JsonNode line : log) {
            Epoch epoch = Epoch.of(line);
            if (epoch.number > 0 && sameStage(line, Objects.requireNonNull(last))) {
                epochs.removeIf(before -> before.number == epoch.number);
                epochs.add(epoch);
            }
        }
        return new LossCourse(List.copyOf(epochs));
    }

    private static boolean sameStage(JsonNode one, JsonNode other) {
        return one.path("run").equals(other.path("run")) && one.path("stage").equals(other.path("stage"));
    }

    /** Batches that nothing was learnt from. */
    int leftOut() {
        return epochs.stream().mapToInt(Epoch::leftOut).sum();
    }

    /** The greatest rise above an earlier epoch, for the user; empty if the loss never rose by much. */
    Optional<String> rise() {
        return epochs.stream()
                .filter(epoch ->
                        lowestBefore(epoch).filter(low -> rose(low, epoch)).isPresent())
                .max(Comparator.comparingDouble(
                        epoch -> epoch.loss / lowestBefore(epoch).orElseThrow().loss))
                .map(epoch -> text("rose", lowestBefore(epoch).orElseThrow(), epoch));
    }

    private Optional<Epoch> lowestBefore(Epoch epoch) {
        return epochs.stream()
                .takeWhile(before -> before.number < epoch.number)
                .min(Comparator.comparingDouble(Epoch::loss));
    }

    private boolean rose(Epoch low, Epoch high) {
        return high.loss > RISE * low.loss && high.loss > low.loss + LEAST_SHARE * epochs.get(0).loss;
    }

    /**
     * Says that the loss has not fallen, for the user.
     *
     * @param warmUp number of epochs in which it need not
     * @return empty if it has, or it is too early to say
     */
    Optional<String> standstill(int warmUp) {
        if (epochs.size() < FEWEST_EPOCHS + warmUp) {
            return Optional.empty();
        }
        Epoch first = epochs.get(0);
        Epoch last = epochs.get(epochs.size() - 1);
        return last.loss > FALLEN * first.loss ? Optional.of(text("did not fall", first, last)) : Optional.empty();
    }

    private static String text(String went, Epoch from, Epoch to) {
        return String.format(
                Locale.ROOT,
                "the loss %s (%.3f in epoch %d, %.3f in epoch %d)",
                went,
                from.loss,
                from.number,
                to.loss,
                to.number);
    }
}
