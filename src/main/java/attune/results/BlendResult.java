package attune.results;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The output of {@code attune blend}: error rates between a source model and what was adapted from it.
 *
 * @param points from the source's end to the adapted model's
 * @param best the weight of the adapted model with the lowest error on the target's dev clips
 * @param chosen the weight that the rule picks
 * @param rule how, in words
 * @param blended layers whose weights are mixed, by name
 * @param kept layers that are the adapted model's in every mixture
 * @param blendedLabels number of labels whose rows of the output are mixed
 * @param labels number of labels of the adapted model
 */
public record BlendResult(
        List<Point> points,
        double best,
        double chosen,
        String rule,
        List<String> blended,
        List<String> kept,
        int blendedLabels,
        int labels) {
    /** Copies the lists. */
    public BlendResult {
        points = List.copyOf(points);
        blended = List.copyOf(blended);
        kept = List.copyOf(kept);
    }

    /**
     * A mixture.
     *
     * @param weight of the adapted model, from 0 to 1
     * @param target error rates on the target's dev clips
     * @param tied whether they are not significantly worse than the best mixture's
     * @param source error rates on clips of the source's domain; null if none were given
     */
    public record Point(
            double weight,
            OfClips target,
            boolean tied,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            OfClips source) {}

    /**
     * Error rates, decoded greedily, as fractions.
     *
     * @param clips number of clips
     * @param words in their references
     * @param wer word error rate
     * @param werLow lower end of its 95 % interval
     * @param werHigh upper end
     * @param cer character error rate
     */
    public record OfClips(int clips, long words, double wer, double werLow, double werHigh, double cer) {}

    /**
     * The mixture that the rule picks.
     *
     * @return one of the points
     */
    @JsonIgnore
    public Point chosenPoint() {
        return points.stream()
                .filter(point -> point.weight() == chosen)
                .findFirst()
                .orElseThrow();
    }
}
