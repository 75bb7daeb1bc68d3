package attune.jobs;

import attune.speech.Augmentation;
import attune.training.LearningRate;
import attune.training.TrainingPlan;
import java.time.Duration;
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
        plan(epochs, learningRate, weightDecay, patience);
    }

    TrainingPlan plan() {
        return plan(epochs, learningRate, weightDecay, patience);
    }

    private static TrainingPlan plan(int epochs, double learningRate, double weightDecay, int patience) {
        LearningRate rate = new LearningRate(learningRate, WARM_UP, FLOOR);
        return new TrainingPlan(epochs, rate, CLIP_NORM, weightDecay, patience, CHECKPOINT_EVERY);
    }
}
