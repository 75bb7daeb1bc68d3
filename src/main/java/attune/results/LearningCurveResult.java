package attune.results;

import attune.runs.Rates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The results of several ways of adapting with several amounts of speech, also in a curve's {@code
 * learning-curve.json}.
 *
 * @param points one per amount and try, in the order given
 * @param choices the best at each amount, in the order given
 * @param forecasts what more speech would bring; none for fewer than three amounts
 */
public record LearningCurveResult(List<Point> points, List<Choice> choices, List<Forecast> forecasts) {

    /** Copies the lists. */
    public LearningCurveResult {
        points = List.copyOf(points);
        choices = List.copyOf(choices);
        forecasts = List.copyOf(forecasts);
    }

    /**
     * The error on dev to expect with more speech of the same kind.
     *
     * @param name the try
     * @param minutes of training speech
     * @param error expected, a fraction
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param gain how much lower that is than with the most speech measured
     * @param gainLow lower end of its 95 % interval
     * @param gainHigh upper end
     */
    public record Forecast(
            String name,
            double minutes,
            double error,
            double low,
            double high,
            double gain,
            double gainLow,
            double gainHigh) {}

    /**
     * One try with one amount.
     *
     * @param minutes of training speech
     * @param name the try as text
     * @param dev error rates that decided
     * @param test error rates on the test set; null without test manifests
     * @param steps of training, the mean over the runs
     * @param seconds of training, the mean over the runs
     * @param bestRun the run directory of the seed that did best on dev
     */
    public record Point(
            double minutes,
            String name,
            Rates dev,
            @Nullable Rates test,
            double steps,
            double seconds,
            String bestRun) {
        /**
         * A row of one amount's sweep.
         *
         * @param minutes of training speech
         * @param row of the sweep
         * @return the point
         */
        public static Point of(double minutes, SweepResult.Row row) {
            return new Point(minutes, row.name(), row.dev(), row.test(), row.steps(), row.seconds(), row.bestRun());
        }
    }

    /**
     * The best with one amount.
     *
     * @param minutes of speech
     * @param best the try with the lowest error rate on dev
     * @param ties all tries that are not significantly worse, including the best
     * @param chosen the cheapest of these
     * @param bundle a copy of the chosen try's best run on dev
     */
    public record Choice(double minutes, String best, List<String> ties, String chosen, String bundle) {
        /** Copies the list. */
        public Choice {
            ties = List.copyOf(ties);
        }

        /**
         * The choice from one amount's sweep.
         *
         * @param minutes of speech
         * @param sweep its result
         * @return the choice
         */
        public static Choice of(double minutes, SweepResult sweep) {
            return new Choice(
                    minutes,
                    sweep.rows().get(sweep.best()).name(),
                    sweep.rows().stream()
                            .filter(SweepResult.Row::tied)
                            .map(SweepResult.Row::name)
                            .toList(),
                    sweep.winner().name(),
                    sweep.bundle());
        }
    }
}
