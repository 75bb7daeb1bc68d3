package attune.speech.language;

import attune.speech.DecodingSettings;
import java.util.List;
import org.apache.commons.math3.stat.regression.OLSMultipleLinearRegression;

/**
 * Scores over weight, word bonus and blank penalty as a quadratic surface (Box and Wilson 1951, "On the Experimental Attainment of
 * Optimum Conditions"). A single score on a few dozen clips owes as much to luck as to merit; a surface through all of
 * them does not. Scores near the best count most: one that is worse by {@value #NEAR} has 1/e of the weight.
 */
final class ScoreSurface {
    static final double NEAR = 0.05;

    /** Coefficients of 1, the three numbers, and the products of any two of them. */
    private final double[] coefficients;

    /**
     * Fits a surface by weighted least squares.
     *
     * @param trials more than ten, over three weights, bonuses and penalties at least
     */
    ScoreSurface(List<Trial> trials) {
        double best = trials.stream().mapToDouble(Trial::score).min().orElseThrow();
        double[][] terms = new double[trials.size()][];
        double[] scores = new double[trials.size()];
        for (int i = 0; i < terms.length; i++) {
            Trial trial = trials.get(i);
            double importance = Math.exp((best - trial.score()) / NEAR / 2);
            terms[i] = terms(trial.settings());
            for (int term = 0; term < terms[i].length; term++) {
                terms[i][term] *= importance;
            }
            scores[i] = trial.score() * importance;
        }
        OLSMultipleLinearRegression regression = new OLSMultipleLinearRegression();
        regression.setNoIntercept(true); // it is the first term, which has an importance too
        regression.newSampleData(scores, terms);
        this.coefficients = regression.estimateRegressionParameters();
    }

    /** The surface's score there; lower is better. */
    double at(DecodingSettings settings) {
        double[] terms = terms(settings);
        double score = 0;
        for (int term = 0; term < terms.length; term++) {
            score += coefficients[term] * terms[term];
        }
        return score;
    }

    private static double[] terms(DecodingSettings settings) {
        double weight = settings.weight();
        double bonus = settings.wordBonus();
        double penalty = settings.blankPenalty();
        return new double[] {
            1,
            weight,
            bonus,
            penalty,
            weight * weight,
            bonus * bonus,
            penalty * penalty,
            weight * bonus,
            weight * penalty,
            bonus * penalty
        };
    }
}
