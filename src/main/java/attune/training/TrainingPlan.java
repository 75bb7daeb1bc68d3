package attune.training;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How to train.
 *
 * @param epochs maximum number of epochs, positive
 * @param learningRate learning-rate schedule
 * @param clipNorm maximum Euclidean norm of the gradient over all trained parameters, positive
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019), 0 for none
 * @param patience stop after this many epochs without a better score; 0 never stops early
 * @param checkpointEvery longest time between checkpoints; there is one after every epoch in any case
 * @param averagedPart fraction of this plan's steps over which the weights that are scored and kept are averaged,
 *     mostly the last steps; from 0, for the weights of the last step, to 1
 * @param rateFactors factors on the learning rate by layer name; 1 for a layer without one
 * @param epochsBefore number of epochs in an earlier stage; counting continues from there
 * @param keepClose pull of some layers towards the weights they begin with (L2-SP: Li, Grandvalet and Davoine 2018), in
 *     place of weight decay; 0 for none
 * @param keptClose those layers, by name
 * @param blockSteps number of steps that each of several ranks takes on batches of its own between two averages of the
 *     weights; 0 if all ranks share each batch and add up its gradient
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
        int epochsBefore,
        double keepClose,
        Set<String> keptClose,
        int blockSteps) {

    /**
     * A plan of one stage in which all layers have the same learning rate, and the weights of the last step are kept.
     *
     * @param epochs maximum number of epochs, positive
     * @param learningRate learning-rate schedule
     * @param clipNorm maximum norm of the gradient
     * @param weightDecay decoupled weight decay, 0 for none
     * @param patience stop after this many epochs without a better score; 0 never stops early
     * @param checkpointEvery longest time between checkpoints
     */
    public TrainingPlan(
            int epochs,
            LearningRate learningRate,
            double clipNorm,
            double weightDecay,
            int patience,
            Duration checkpointEvery) {
        this(epochs, learningRate, clipNorm, weightDecay, patience, checkpointEvery, 0, Map.of(), 0, 0, Set.of(), 0);
    }

    /** Refuses values out of range. */
    public TrainingPlan {
        rateFactors = Map.copyOf(rateFactors);
        keptClose = Set.copyOf(keptClose);
        if (!(keepClose >= 0)) {
            throw new IllegalArgumentException("training plan out of range: pull " + keepClose);
        }
        if (blockSteps < 0) {
            throw new IllegalArgumentException("training plan out of range: steps in a block " + blockSteps);
        }
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

    /** What holds layers close to the weights they begin with. */
    AdamW.Pull pull() {
        return new AdamW.Pull(keepClose, keptClose);
    }
}
