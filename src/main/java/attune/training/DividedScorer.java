package attune.training;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** A scorer whose examples ranks can divide among themselves: each counts on its part, and the counts add up. */
public interface DividedScorer extends Scorer {

    /**
     * Counts on every {@code parts}-th example.
     *
     * @param network not to be changed
     * @param part the first example's number
     * @param parts how many parts there are; some may have no example
     * @return as many numbers for every part: whole ones below 2²⁴, so that floats add them up exactly
     */
    float[] counts(ComputationGraph network, int part, int parts);

    /**
     * The score of all parts.
     *
     * @param counts their sum
     * @return the lower the better
     */
    Score score(float[] counts);

    @Override
    default Score score(ComputationGraph network) {
        return score(counts(network, 0, 1));
    }
}
