package attune.training;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** Scores a network on held-out data. */
@FunctionalInterface
public interface Scorer {

    /**
     * Scores the network as it is now.
     *
     * @param network not to be changed
     * @return the lower the better
     */
    Score score(ComputationGraph network);

    /**
     * The name of the score, in a word.
     *
     * @return by default "score"
     */
    default String name() {
        return "score";
    }

    /** The score of a network that has learnt nothing yet; no run is stopped early before an epoch beats it. */
    default double ofNothingLearnt() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * A score.
     *
     * @param value the lower the better
     * @param text the score for a person, such as {@code "WER 31.2 %"}
     */
    record Score(double value, String text) {}
}
