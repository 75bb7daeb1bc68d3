package attune.results;

import attune.evaluation.ErrorCounts;
import attune.evaluation.Evaluation;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a recogniser made of a test: an element of what {@code attune evaluate} prints.
 *
 * @param model the bundle, or the file of hypotheses
 * @param clips how many
 * @param words in their references
 * @param wer word error rate
 * @param werLow lower end of its 95 % interval, over clips
 * @param werHigh upper end
 * @param cer character error rate
 * @param substitutions words heard as others
 * @param deletions words not heard
 * @param insertions words that nobody said
 * @param againstFirst how it differs from the first; null for that one
 * @param confidence how far its words' confidences can be trusted; left out unless asked for
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
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable ReliabilityResult confidence) {

    /**
     * Sums up an evaluation.
     *
     * @param model the bundle, or the file of hypotheses
     * @param evaluation error rates with their interval
     * @param againstFirst how it differs from the first; null for that one
     * @param confidence how far its words' confidences can be trusted; null unless asked for
     * @return its numbers
     */
    public static EvaluationResult of(
            String model,
            Evaluation evaluation,
            Difference.@Nullable OfWords againstFirst,
            @Nullable ReliabilityResult confidence) {
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
                confidence);
    }
}
