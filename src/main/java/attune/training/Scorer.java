package attune.training;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** Says how good a network is on held-out data. */
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
     * What the score is, in a word.
     *
     * @return by default "score"
     */
    default String name() {
        return "score";
    }

    /** What a network scores that has learnt nothing yet; no run is stopped early before one of its epochs is better. */
    default double ofNothingLearnt() {
        return Double.POSITIVE_INFINITY;
    }

    /**
     * A score.
     *
     * @param value the lower the better
     * @param text the score as a person would say it, such as {@code "WER 31.2 %"}
     */
    record Score(double value, String text) {}
}
