package attune.jobs;

import attune.speech.Augmentation;
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

    /** Refuses values out of range. */
    public TrainingSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        Objects.requireNonNull(augment, "augment is missing");
        new Schedule(epochs, learningRate, weightDecay, patience);
    }

    /** For users: all but the seed and the weight decay. */
    String text() {
        String stop = patience == 0 ? "" : ", until " + patience + " of them in a row are no better on dev";
        String altered = augment.isNone()
                ? "clips as they are"
                : augment.equals(Augmentation.MASKS) ? "features masked" : "sound altered";
        return "at most " + epochs + " epochs" + stop + "; batches of " + batchSize + ", learning rate up to "
                + BigDecimal.valueOf(learningRate).stripTrailingZeros().toPlainString() + ", " + altered;
    }

    TrainingSettings withSeed(long other) {
        return new TrainingSettings(epochs, batchSize, learningRate, weightDecay, patience, augment, other);
    }

    /** What is not of speech. */
    Schedule schedule() {
        return new Schedule(epochs, learningRate, weightDecay, patience);
    }
}
