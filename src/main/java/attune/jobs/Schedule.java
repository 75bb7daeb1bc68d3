package attune.jobs;

import attune.training.LearningRate;
import attune.training.TrainingPlan;
import java.time.Duration;
import java.util.Map;

/**
 * How long and how fast a network learns, be it for speech or for pictures.
 *
 * @param epochs how often to go through the data at most
 * @param learningRate the highest
 * @param weightDecay decoupled weight decay
 * @param patience epochs without a better dev score before stopping; 0 never stops early
 * @param averagedPart the part of the steps over which the weights kept are a mean; 0 for those of the last step
 */
record Schedule(int epochs, double learningRate, double weightDecay, int patience, double averagedPart) {
    private static final double WARM_UP = 0.1;
    private static final double FLOOR = 0.02;
    private static final double CLIP_NORM = 5;
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(5);

    /** Refuses values out of range. */
    Schedule {
        require(epochs >= 1, "epochs must be at least 1", epochs);
        require(learningRate > 0 && learningRate <= 1, "the learning rate must be above 0 and at most 1", learningRate);
        require(patience >= 0, "the patience must not be negative", patience);
        plan(epochs, learningRate, weightDecay, patience, averagedPart, Map.of(), 0);
    }

    private static void require(boolean right, String rule, Number value) {
        if (!right) {
            throw new IllegalArgumentException(rule + ": " + value);
        }
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
        return plan(count, learningRate * peakFactor, weightDecay, patience, averagedPart, rateFactors, before);
    }

    private static TrainingPlan plan(
            int epochs,
            double peak,
            double decay,
            int patience,
            double averagedPart,
            Map<String, Double> rateFactors,
            int before) {
        LearningRate rate = new LearningRate(peak, WARM_UP, FLOOR);
        return new TrainingPlan(
                epochs, rate, CLIP_NORM, decay, patience, CHECKPOINT_EVERY, averagedPart, rateFactors, before);
    }
}
