package attune.jobs;

import attune.speech.Augmentation;
import attune.training.LearningRate;
import attune.training.TrainingPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;

/**
 * How a speech model is trained, with every choice made.
 *
 * @param epochs how often to go through the data at most
 * @param batchSize clips in a batch
 * @param learningRate the highest
 * @param weightDecay decoupled weight decay
 * @param patience epochs without a better dev score before stopping; 0 never stops early
 * @param augment how clips are altered in training
 * @param seed of everything random
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        int patience,
        Augmentation augment,
        long seed) {
    private static final double WARM_UP = 0.1;
    private static final double FLOOR = 0.02;
    private static final double CLIP_NORM = 5;
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(5);

    /** Refuses values out of range. */
    public TrainingSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        Objects.requireNonNull(augment, "augment is missing");
        new TrainingPlan(
                epochs,
                new LearningRate(learningRate, WARM_UP, FLOOR),
                CLIP_NORM,
                weightDecay,
                patience,
                CHECKPOINT_EVERY);
    }

    /** One stage over all epochs. */
    TrainingPlan plan(Map<String, Double> rateFactors) {
        return plan(epochs, 1, rateFactors, 0);
    }

    /**
     * A part of the epochs, with a course of the learning rate of its own.
     *
     * @param count how many epochs at most
     * @param peakFactor its highest learning rate as a part of the run's
     * @param rateFactors of single layers
     * @param before epochs of the stage before
     */
    TrainingPlan plan(int count, double peakFactor, Map<String, Double> rateFactors, int before) {
        LearningRate rate = new LearningRate(learningRate * peakFactor, WARM_UP, FLOOR);
        return new TrainingPlan(count, rate, CLIP_NORM, weightDecay, patience, CHECKPOINT_EVERY, rateFactors, before);
    }
}
