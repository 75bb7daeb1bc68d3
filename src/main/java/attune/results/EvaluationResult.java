package attune.results;

import attune.evaluation.ErrorCounts;
import attune.evaluation.Evaluation;
import attune.evaluation.JointComparison;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A recogniser's result on a test set: an element of the output of {@code attune evaluate}.
 *
 * @param model the bundle, or the file of hypotheses
 * @param clips their number
 * @param words number of reference words
 * @param wer word error rate
 * @param werLow lower end of its 95 % interval, over clips
 * @param werHigh upper end
 * @param cer character error rate
 * @param substitutions number of words replaced
 * @param deletions number of words missed
 * @param insertions number of words added
 * @param againstFirst difference from the first; null for the first
 * @param probe an adapted model beside its source on the probe of the source's domain; omitted where its bundle has none
 * @param confidence reliability of its words' confidences; omitted unless requested
 * @param perClip every clip, in the order of the manifest
 * @param leftOut what is wrong with test clips that were left out, with their place; omitted where none were
 */
public record EvaluationResult(
        String model,
        int clips,
        long words,
        double wer,
        double werLow,
        double werHigh,
        double cer,
        long substitutions,
        long deletions,
        long insertions,
        Difference.@Nullable OfWords againstFirst,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JointComparison probe,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReliabilityResult confidence,
        List<ClipResult> perClip,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> leftOut) {

    /**
     * Summarises an evaluation.
     *
     * @param model the bundle, or the file of hypotheses
     * @param evaluation error rates with their interval
     * @param againstFirst difference from the first; null for the first
     * @param probe an adapted model beside its source on the probe of the source's domain; null where there is none
     * @param confidence reliability of its words' confidences; null unless requested
     * @param perClip every clip, in the order of the manifest
     * @param leftOut what is wrong with test clips that were left out, with their place
     * @return the summary
     */
    public static EvaluationResult of(
            String model,
            Evaluation evaluation,
            Difference.@Nullable OfWords againstFirst,
            @Nullable JointComparison probe,
            @Nullable ReliabilityResult confidence,
            List<ClipResult> perClip,
            List<String> leftOut) {
        ErrorCounts words = evaluation.words();
        return new EvaluationResult(
                model,
                evaluation.clips().size(),
                words.referenceLength(),
                words.rate(),
                evaluation.wordErrorRateInterval().low(),
                evaluation.wordErrorRateInterval().high(),
                evaluation.characters().rate(),
                words.substitutions(),
                words.deletions(),
                words.insertions(),
                againstFirst,
                probe,
                confidence,
                List.copyOf(perClip),
                List.copyOf(leftOut));
    }
}
