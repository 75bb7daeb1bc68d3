package attune.training;

import java.time.Duration;

/**
 * How to train.
 *
 * @param epochs how often to go through the data at most, positive
 * @param learningRate its course
 * @param clipNorm longest gradient allowed, in the Euclidean norm over all trained parameters, positive
 * @param weightDecay decoupled weight decay (Loshchilov and Hutter 2019), 0 for none
 * @param patience stop after so many epochs without a better score; 0 never stops early
 * @param checkpointEvery longest time between checkpoints; there is one after every epoch in any case
 */
public record TrainingPlan(
        int epochs,
        LearningRate learningRate,
        double clipNorm,
        double weightDecay,
        int patience,
        Duration checkpointEvery) {

    /** Refuses values out of range. */
    public TrainingPlan {
        if (epochs < 1 || !(clipNorm > 0) || !(weightDecay >= 0) || patience < 0) {
            throw new IllegalArgumentException("training plan out of range: epochs " + epochs + ", clip norm "
                    + clipNorm + ", weight decay " + weightDecay + ", patience " + patience);
        }
    }
}
