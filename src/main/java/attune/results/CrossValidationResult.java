package attune.results;

import attune.runs.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a cross-validation found, also in its {@code cross-validation.json}.
 *
 * @param folds how many parts the data was in
 * @param rows one for each try, in the order given
 * @param best index of the try with the lowest error rate on what it had not seen
 * @param chosen index of the cheapest of those that are not significantly worse
 */
public record CrossValidationResult(int folds, List<Row> rows, int best, int chosen) {

    /** Copies the list. */
    public CrossValidationResult {
        rows = List.copyOf(rows);
    }

    /**
     * One try.
     *
     * @param name the try as text
     * @param trainedParameters how many learn
     * @param steps of training, the mean over the runs of all folds
     * @param stepsToBest the same up to the best epoch
     * @param seconds of training, the mean over the runs of all folds
     * @param heldOut its errors on all examples, each judged by runs that had not seen it
     * @param againstBest how it differs from the best there; null for the best
     * @param tied whether it is not significantly worse than the best
     */
    public record Row(
            String name,
            long trainedParameters,
            double steps,
            double stepsToBest,
            double seconds,
            Rates heldOut,
            Difference.@Nullable OfTries againstBest,
            boolean tied) {
        /**
         * A row of the ranking.
         *
         * @param ranked in which dev are the folds
         * @return the row
         */
        public static Row of(SweepResult.Row ranked) {
            return new Row(
                    ranked.name(),
                    ranked.trainedParameters(),
                    ranked.steps(),
                    ranked.stepsToBest(),
                    ranked.seconds(),
                    ranked.dev(),
                    ranked.againstBest(),
                    ranked.tied());
        }
    }

    /**
     * The try that was chosen.
     *
     * @return its row
     */
    public Row winner() {
        return rows.get(chosen);
    }
}
