package attune.results;

import attune.evaluation.Evaluation;
import attune.speech.DecodingSettings;
import java.util.List;
import java.util.Optional;

/**
 * What {@code attune evaluate --ladder} prints.
 *
 * @param normalizer the text normaliser's name
 * @param rungs from the cheapest up
 */
public record LadderResult(String normalizer, List<Rung> rungs) {

    /**
     * A way to better transcripts.
     *
     * @param name what is measured
     * @param clips how many
     * @param words in their references
     * @param wer word error rate, with reference and hypothesis normalised
     * @param werLow lower end of its 95 % interval, over clips
     * @param werHigh upper end
     * @param cer character error rate
     * @param rawWer word error rate of both as they are written
     * @param rawCer character error rate of both as they are written
     * @param againstBelow how it differs from the rung below; absent for the first
     * @param decoding how the language model was used, where one was
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
         * Sums up the evaluations of a rung.
         *
         * @param name what is measured
         * @param evaluation with reference and hypothesis normalised
         * @param raw with both as they are written
         * @param againstBelow how it differs from the rung below; absent for the first
         * @param decoding how the language model was used, where one was
         * @return its numbers
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
