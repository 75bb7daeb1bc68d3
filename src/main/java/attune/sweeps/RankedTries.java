package attune.sweeps;

import attune.evaluation.Bootstrap;
import attune.evaluation.Ranking;
import attune.evaluation.RepeatedRuns;
import attune.results.Difference;
import attune.results.SweepResult;
import attune.runs.RunOutcome;
import attune.runs.Trials;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The ranked tries of a sweep.
 *
 * @param rows one per try, in the order given
 * @param best index of the try with the lowest error rate
 * @param chosen index of the cheapest of those that are not significantly worse
 */
record RankedTries(List<SweepResult.Row> rows, int best, int chosen) {

    /** A finished run. */
    record Run(Path folder, RunOutcome outcome) {}

    /** A measured try, to be ranked on {@code dev}. */
    record Tried(String name, long trainedParameters, List<Run> runs, RepeatedRuns dev, Optional<RepeatedRuns> test) {

        SweepResult.Row row(Ranking.Standing standing, Bootstrap bootstrap, Trials trials) {
            return new SweepResult.Row(
                    name,
                    trainedParameters,
                    mean(RunOutcome::steps),
                    mean(RunOutcome::stepsToBest),
                    mean(RunOutcome::seconds),
                    trials.rates(dev, standing.interval()),
                    test.map(tested -> trials.rates(tested, bootstrap.interval(tested.clips())))
                            .orElse(null),
                    standing.againstBest()
                            .map(difference -> Difference.OfTries.of(difference, standing.correctedP()))
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

    /** Chooses the cheapest of those that are not significantly worse than the best. */
    static RankedTries of(List<Tried> tried, Bootstrap bootstrap, Trials trials) {
        Ranking ranking = Ranking.of(tried.stream().map(Tried::dev).toList(), bootstrap);
        List<SweepResult.Row> rows = new ArrayList<>();
        for (int i = 0; i < tried.size(); i++) {
            rows.add(tried.get(i).row(ranking.standings().get(i), bootstrap, trials));
        }
        return new RankedTries(rows, ranking.best(), cheapest(rows));
    }

    /** Ties are broken by parameters and steps, not by seconds, which depend on the machine's other load. */
    private static int cheapest(List<SweepResult.Row> rows) {
        return IntStream.range(0, rows.size())
                .boxed()
                .filter(i -> rows.get(i).tied())
                .min(Comparator.<Integer>comparingLong(i -> rows.get(i).trainedParameters())
                        .thenComparingDouble(i -> rows.get(i).steps()))
                .orElseThrow();
    }
}
