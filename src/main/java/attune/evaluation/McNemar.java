package attune.evaluation;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's test in its exact form (McNemar 1947; Dietterich 1998, "Approximate statistical tests for comparing
 * supervised classification learning algorithms"): were two classifiers equally good, an item that only one of them gets
 * right would be either's with probability one half.
 *
 * @param onlyBaseline items that only the baseline gets right
 * @param onlyCandidate items that only the candidate gets right
 * @param pValue two-sided: how often equally good classifiers differ at least this much
 */
public record McNemar(int onlyBaseline, int onlyCandidate, double pValue) {

    static McNemar of(int onlyBaseline, int onlyCandidate) {
        BinomialDistribution even = new BinomialDistribution(null, onlyBaseline + onlyCandidate, 0.5);
        double tail = even.cumulativeProbability(Math.min(onlyBaseline, onlyCandidate));
        return new McNemar(onlyBaseline, onlyCandidate, Math.min(1, 2 * tail));
    }
}
