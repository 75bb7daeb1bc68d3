package attune.results;

import attune.runs.Rates;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of a sweep, also in its {@code sweep.json}.
 *
 * @param rows one per try, in the order given
 * @param best index of the try with the lowest error rate on dev
 * @param chosen index of the cheapest of those that are not significantly worse
 * @param bundle a copy of the chosen try's best run on dev
 * @param rejected number of unreadable examples; omitted if 0
 */
public record SweepResult(
        List<Row> rows,
        int best,
        int chosen,
        String bundle,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int rejected) {

    /**
     * One try.
     *
     * @param name the try as text
     * @param trainedParameters number of parameters that learn
     * @param steps of training, the mean over the runs
     * @param stepsToBest likewise, up to the best epoch
     * @param seconds of training, the mean over the runs
     * @param dev error rates that decided
     * @param test error rates on the test set; null without test manifests
     * @param againstBest difference from the best on dev; null for the best
     * @param tied whether it is not significantly worse than the best
     * @param bestRun the run directory of the seed that did best on dev
     */
    public record Row(
            String name,
            long trainedParameters,
            double steps,
            double stepsToBest,
            double seconds,
            Rates dev,
            @Nullable Rates test,
            Difference.@Nullable OfTries againstBest,
            boolean tied,
            String bestRun) {}

    /**
     * The chosen try.
     *
     * @return its row
     */
    public Row winner() {
        return rows.get(chosen);
    }
}
