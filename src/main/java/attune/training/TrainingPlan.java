package attune.training;

import java.time.Duration;
import java.util.Map;

/**
 * How to train.
 *
 * @param epochs how often to go through the data at most, positive
 * @param learningRate its course
 * @param clipNorm longest gradient allowed, in the Euclidean norm over all trained parameters, positive
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019), 0 for none
 * @param patience stop after so many epochs without a better score; 0 never stops early
 * @param checkpointEvery longest time between checkpoints; there is one after every epoch in any case
 * @param averagedPart the weights that are scored and kept are a mean over steps, mostly the last ones: over so much of
 *     this plan's; from 0, for the weights as the last step left them, to 1
 * @param rateFactors what the learning rate is multiplied by in a layer, by its name; 1 where a layer has none
 * @param epochsBefore how many epochs of an earlier stage came first; epochs are counted on from there
 */
public record TrainingPlan(
        int epochs,
        LearningRate learningRate,
        double clipNorm,
        double weightDecay,
        int patience,
        Duration checkpointEvery,
        double averagedPart,
        Map<String, Double> rateFactors,
        int epochsBefore) {

    /**
     * A plan of one stage in which all layers have the same learning rate, and weights are kept as the last step left them.
     *
     * @param epochs how often to go through the data at most, positive
     * @param learningRate its course
     * @param clipNorm longest gradient allowed
     * @param weightDecay decoupled weight decay, 0 for none
     * @param patience stop after so many epochs without a better score; 0 never stops early
     * @param checkpointEvery longest time between checkpoints
     */
    public TrainingPlan(
            int epochs,
            LearningRate learningRate,
            double clipNorm,
            double weightDecay,
            int patience,
            Duration checkpointEvery) {
        this(epochs, learningRate, clipNorm, weightDecay, patience, checkpointEvery, 0, Map.of(), 0);
    }

    /** Refuses values out of range. */
    public TrainingPlan {
        rateFactors = Map.copyOf(rateFactors);
        if (epochsBefore < 0 || !rateFactors.values().stream().allMatch(factor -> factor > 0)) {
            throw new IllegalArgumentException("training plan out of range: epochs before it " + epochsBefore
                    + ", learning-rate factors " + rateFactors);
        }
        if (!(averagedPart >= 0 && averagedPart <= 1)) {
            throw new IllegalArgumentException("training plan out of range: averaged part " + averagedPart);
        }
        if (epochs < 1 || !(clipNorm > 0) || !(weightDecay >= 0) || patience < 0) {
            throw new IllegalArgumentException("training plan out of range: epochs " + epochs + ", clip norm "
                    + clipNorm + ", weight decay " + weightDecay + ", patience " + patience);
        }
    }
}
