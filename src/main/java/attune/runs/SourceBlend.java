package attune.runs;

import attune.progress.Progress;
import attune.surgery.Interpolation;
import attune.training.Scorer;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.analysis.polynomials.PolynomialFunction;
import org.apache.commons.math3.fitting.PolynomialCurveFitter;
import org.apache.commons.math3.fitting.WeightedObservedPoints;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * How much of the source is mixed into what was trained from it, weight by weight: as much as dev likes best (Wortsman et
 * al. 2022, "Robust fine-tuning of zero-shot models", arXiv 2109.01903). That undoes part of what was learnt by heart, and
 * of what was forgotten; the network alone gains less by it than decoding with a language model does.
 *
 * <p>Best is the share at which a parabola through the scores of all shares is lowest, since one score on a few dozen clips
 * owes as much to luck as to merit. The scores near the lowest count most: one that is higher by {@value #NEAR} has 1/e of
 * the weight.
 *
 * @param percent of the source in the mixture, 0 if dev likes the trained network best
 * @param network the mixture
 */
record SourceBlend(int percent, ComputationGraph network) {
    private static final int STEP_PERCENT = 10;
    private static final int MOST_PERCENT = 50;
    private static final double NEAR = 0.05;
    private static final double ROUNDING = 1e-9;

    /**
     * Finds the mixture.
     *
     * @param trained the trained network, unchanged
     * @param line from the source to it
     * @param scorer of dev, as the finished model decodes
     * @param progress notified of the best mixture, if the trained network is not the best
     */
    static SourceBlend of(ComputationGraph trained, Interpolation line, Scorer scorer, Progress progress) {
        progress.begin("mixing the source in", MOST_PERCENT / STEP_PERCENT);
        List<Scorer.Score> scores = new ArrayList<>(List.of(scorer.score(trained)));
        for (int percent = STEP_PERCENT; percent <= MOST_PERCENT; percent += STEP_PERCENT) {
            scores.add(scorer.score(mixture(line, percent)));
            progress.at(percent / STEP_PERCENT, "");
            progress.stopIfRequested("while the source was being mixed in");
        }
        int best = lowest(scores);
        int percent = best * STEP_PERCENT;
        if (percent == 0) {
            return new SourceBlend(0, trained);
        }
        progress.note("with " + percent + " % of the source mixed in: dev "
                + scores.get(best).text() + "; without: " + scores.get(0).text());
        return new SourceBlend(percent, mixture(line, percent));
    }

    private static ComputationGraph mixture(Interpolation line, int percent) {
        return line.at(1 - percent / 100.0);
    }

    /** The index at which the parabola is lowest, the first of equals; it knows little about scores far from the least. */
    private static int lowest(List<Scorer.Score> scores) {
        double least = scores.stream().mapToDouble(Scorer.Score::value).min().orElseThrow();
        WeightedObservedPoints points = new WeightedObservedPoints();
        for (int i = 0; i < scores.size(); i++) {
            double score = scores.get(i).value();
            points.add(Math.exp((least - score) / NEAR), i, score);
        }
        PolynomialFunction parabola =
                new PolynomialFunction(PolynomialCurveFitter.create(2).fit(points.toList()));
        int lowest = -1;
        for (int i = 0; i < scores.size(); i++) {
            boolean near = scores.get(i).value() <= least + NEAR;
            if (near && (lowest < 0 || parabola.value(i) < parabola.value(lowest) - ROUNDING)) {
                lowest = i;
            }
        }
        return lowest;
    }
}
