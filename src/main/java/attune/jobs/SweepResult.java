package attune.jobs;

import attune.evaluation.Bootstrap;
import attune.evaluation.PairedBootstrap;
import attune.evaluation.Ranking;
import attune.evaluation.RepeatedRuns;
import attune.runs.Rates;
import attune.runs.RunOutcome;
import attune.runs.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What a sweep found, also in its {@code sweep.json}.
 *
 * @param rows one for each try, in the order given
 * @param best index of the try with the lowest error rate on dev
 * @param chosen index of the cheapest of those that are not significantly worse
 * @param bundle a copy of the chosen try's best run on dev
 */
public record SweepResult(List<Row> rows, int best, int chosen, String bundle) {

    /**
     * One try.
     *
     * @param name the try as text
     * @param trainedParameters how many learn
     * @param steps of training, the mean over the runs
     * @param stepsToBest the same up to the best epoch
     * @param seconds of training, the mean over the runs
     * @param dev what it was judged by
     * @param test what else it was scored on; null without test manifests
     * @param againstBest how it differs from the best on dev; null for the best
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
            @Nullable Difference againstBest,
            boolean tied,
            String bestRun) {}

    /**
     * By how much a try is worse than the best on dev.
     *
     * @param difference of the error rates, as fractions
     * @param low lower end of its 95 % interval
     * @param high upper end
     * @param bootstrapP of the paired bootstrap over clips
     * @param correctedP the same after Holm's correction for all comparisons with the best
     */
    public record Difference(double difference, double low, double high, double bootstrapP, double correctedP) {
        static Difference of(PairedBootstrap difference, double correctedP) {
            return new Difference(
                    difference.difference(),
                    difference.interval().low(),
                    difference.interval().high(),
                    difference.pValue(),
                    correctedP);
        }
    }

    /** A finished run. */
    record Run(Path folder, RunOutcome outcome) {}

    /** A try that has been run and measured. */
    record Tried(String name, long trainedParameters, List<Run> runs, RepeatedRuns dev, Optional<RepeatedRuns> test) {

        Row row(Ranking.Standing standing, Bootstrap bootstrap, Trials trials) {
            return new Row(
                    name,
                    trainedParameters,
                    mean(RunOutcome::steps),
                    mean(RunOutcome::stepsToBest),
                    mean(RunOutcome::seconds),
                    trials.rates(dev, standing.interval()),
                    test.map(tested -> trials.rates(tested, bootstrap.interval(tested.clips())))
                            .orElse(null),
                    standing.againstBest()
                            .map(difference -> Difference.of(difference, standing.correctedP()))
                            .orElse(null),
                    standing.tied(),
                    bestRun());
        }

        private double mean(ToDoubleFunction<RunOutcome> value) {
            return runs.stream()
                    .mapToDouble(run -> value.applyAsDouble(run.outcome()))
                    .average()
                    .orElseThrow();
        }

        private String bestRun() {
            return runs.stream()
                    .min(Comparator.comparingDouble(run -> run.outcome().bestScore()))
                    .orElseThrow()
                    .folder()
                    .toString();
        }
    }

    static SweepResult of(List<Tried> tried, Path bundle, Bootstrap bootstrap, Trials trials) {
        Ranking ranking = Ranking.of(tried.stream().map(Tried::dev).toList(), bootstrap);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            rows.add(tried.get(i).row(ranking.standings().get(i), bootstrap, trials));
        }
        return new SweepResult(rows, ranking.best(), cheapest(rows), bundle.toString());
    }

    /** Of the ties: by parameters and steps, not by seconds, which another program on the machine would change. */
    private static int cheapest(List<Row> rows) {
        return IntStream.range(0, rows.size())
                .boxed()
                .filter(i -> rows.get(i).tied())
                .min(Comparator.<Integer>comparingLong(i -> rows.get(i).trainedParameters())
                        .thenComparingDouble(i -> rows.get(i).steps()))
                .orElseThrow();
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
