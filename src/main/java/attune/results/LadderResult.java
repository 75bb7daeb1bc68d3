package attune.results;

import attune.evaluation.Evaluation;
import attune.speech.DecodingSettings;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;

/**
 * The output of {@code attune evaluate --ladder}.
 *
 * @param normalizer the text normaliser's name
 * @param rungs the cheapest first
 * @param leftOut what is wrong with test clips that were left out, with their place; omitted where none were
 */
public record LadderResult(
        String normalizer,
        List<Rung> rungs,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> leftOut) {

    /** Copies the lists. */
    public LadderResult {
        rungs = List.copyOf(rungs);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * One method of improving transcripts.
     *
     * @param name of what is measured
     * @param clips their number
     * @param words number of reference words
     * @param wer word error rate, with reference and hypothesis normalised
     * @param werLow lower end of its 95 % interval, over clips
     * @param werHigh upper end
     * @param cer character error rate
     * @param rawWer word error rate without normalisation
     * @param rawCer character error rate without normalisation
     * @param againstBelow difference from the rung below; absent for the first
     * @param decoding settings of the language model, if one was used
     */
    public record Rung(
            String name,
            int clips,
            long words,
            double wer,
            double werLow,
            double werHigh,
            double cer,
            double rawWer,
            double rawCer,
            Optional<Difference.OfWords> againstBelow,
            Optional<DecodingSettings> decoding) {

        /**
         * Summarises the evaluations of a rung.
         *
         * @param name of what is measured
         * @param evaluation with reference and hypothesis normalised
         * @param raw without normalisation
         * @param againstBelow difference from the rung below; absent for the first
         * @param decoding settings of the language model, if one was used
         * @return the summary
         */
        public static Rung of(
                String name,
                Evaluation evaluation,
                Evaluation raw,
                Optional<Difference.OfWords> againstBelow,
                Optional<DecodingSettings> decoding) {
            return new Rung(
                    name,
                    evaluation.clips().size(),
                    evaluation.words().referenceLength(),
                    evaluation.words().rate(),
                    evaluation.wordErrorRateInterval().low(),
                    evaluation.wordErrorRateInterval().high(),
                    evaluation.characters().rate(),
                    raw.words().rate(),
                    raw.characters().rate(),
                    againstBelow,
                    decoding);
        }
    }
}
