package attune.jobs;

import attune.speech.learning.Augmentation;
import java.math.BigDecimal;
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
 * @param averagedPart the part of the steps over which the weights kept are a mean; 0 for those of the last step
 * @param seed of everything random
 */
public record TrainingSettings(
        int epochs,
        int batchSize,
        double learningRate,
        double weightDecay,
        int patience,
        Augmentation augment,
        double averagedPart,
        long seed) {
    /** Two of the forty epochs that minutes of speech get; without, dev varied by some points from one to the next. */
    private static final double AVERAGED_PART = 0.05;

    /** Refuses values out of range. */
    public TrainingSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        Objects.requireNonNull(augment, "augment is missing");
        new Schedule(epochs, learningRate, weightDecay, patience, averagedPart);
    }

    /**
     * Settings with which the weights kept are a mean over the last twentieth of the steps, mostly.
     *
     * @param epochs how often to go through the data at most
     * @param batchSize clips in a batch
     * @param learningRate the highest
     * @param weightDecay decoupled weight decay
     * @param patience epochs without a better dev score before stopping; 0 never stops early
     * @param augment how clips are altered in training
     * @param seed of everything random
     */
    public TrainingSettings(
            int epochs,
            int batchSize,
            double learningRate,
            double weightDecay,
            int patience,
            Augmentation augment,
            long seed) {
        this(epochs, batchSize, learningRate, weightDecay, patience, augment, AVERAGED_PART, seed);
    }

    /** For users: all but the seed, the weight decay and the averaging. */
    String text() {
        String stop = patience == 0 ? "" : ", until " + patience + " of them in a row are no better on dev";
        String altered = augment.isNone()
                ? "clips as they are"
                : augment.equals(Augmentation.MASKS) ? "features masked" : "clips altered by " + augment.text();
        return "at most " + epochs + " epochs" + stop + "; batches of " + batchSize + ", learning rate up to "
                + BigDecimal.valueOf(learningRate).stripTrailingZeros().toPlainString() + ", " + altered;
    }

    TrainingSettings withSeed(long other) {
        return new TrainingSettings(
                epochs, batchSize, learningRate, weightDecay, patience, augment, averagedPart, other);
    }

    /** What is not of speech. */
    Schedule schedule() {
        return new Schedule(epochs, learningRate, weightDecay, patience, averagedPart);
    }
}
