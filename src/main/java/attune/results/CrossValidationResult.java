package attune.results;

import attune.runs.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a cross-validation, also in its {@code cross-validation.json}.
 *
 * @param folds number of folds
 * @param rows one per try, in the order given
 * @param best index of the try with the lowest error rate on held-out data
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
     * @param trainedParameters number of parameters that learn
     * @param steps of training, the mean over the runs of all folds
     * @param stepsToBest likewise, up to the best epoch
     * @param seconds of training, the mean over the runs of all folds
     * @param heldOut its errors on all examples, each scored by runs that had not seen it
     * @param againstBest difference from the best there; null for the best
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
         * @param ranked a row whose dev set is the held-out folds
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
     * The chosen try.
     *
     * @return its row
     */
    public Row winner() {
        return rows.get(chosen);
    }
}
