package attune.evaluation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Several recipes on the same clips: which is best, and which of the others may be as good.
 *
 * @param best index of the recipe with the lowest word error rate; ties go by character error rate, then by order
 * @param standings one for each recipe, in the order given
 */
public record Ranking(int best, List<Standing> standings) {

    /**
     * A recipe's standing.
     *
     * @param interval of its word error rate
     * @param againstBest how it differs from the best; absent for the best itself
     * @param correctedP that difference's p-value after {@linkplain Holm Holm's correction} for all comparisons with the
     *     best; 1 for the best itself
     * @param tied whether it is not significantly worse than the best, at one less the bootstrap's confidence level
     */
    public record Standing(Interval interval, Optional<PairedBootstrap> againstBest, double correctedP, boolean tied) {}

    /** Keeps a copy. */
    public Ranking {
        standings = List.copyOf(standings);
    }

    /**
     * Ranks.
     *
     * @param recipes at least one, all on the same clips and in the same number of runs
     * @param bootstrap how to draw
     * @return the ranking
     */
    public static Ranking of(List<RepeatedRuns> recipes, Bootstrap bootstrap) {
        int best = IntStream.range(0, recipes.size())
                .boxed()
                .min(Comparator.<Integer>comparingDouble(
                                i -> recipes.get(i).words().rate())
                        .thenComparingDouble(i -> recipes.get(i).characters().rate()))
                .orElseThrow(() -> new IllegalArgumentException("nothing to rank"));
        List<Optional<PairedBootstrap>> comparisons = new ArrayList<>();
        for (int i = 0; i < recipes.size(); i++) {
            comparisons.add(
                    i == best ? Optional.empty() : Optional.of(against(recipes.get(best), recipes.get(i), bootstrap)));
        }
        double[] corrected = Holm.correct(comparisons.stream()
                .flatMap(Optional::stream)
                .mapToDouble(PairedBootstrap::pValue)
                .toArray());
        List<Standing> standings = new ArrayList<>();
        for (int i = 0; i < recipes.size(); i++) {
            // The best has no comparison, so the corrected values of those after it stand one place further up.
            double p = i == best ? 1 : corrected[i < best ? i : i - 1];
            boolean tied = p >= 1 - bootstrap.confidenceLevel();
            standings.add(new Standing(bootstrap.interval(recipes.get(i).clips()), comparisons.get(i), p, tied));
        }
        return new Ranking(best, standings);
    }

    private static PairedBootstrap against(RepeatedRuns best, RepeatedRuns other, Bootstrap bootstrap) {
        return PairedBootstrap.of(best.differences(other), best.lengths(), bootstrap);
    }
}
