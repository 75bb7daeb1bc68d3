package attune.jobs;

/**
 * How an image model is trained, with every choice made.
 *
 * @param epochs how often to go through the pictures at most
 * @param batchSize pictures in a batch
 * @param learningRate the highest
 * @param weightDecay decoupled weight decay
 * @param patience epochs without a better dev loss before stopping; 0 never stops early
 * @param augment whether random parts of the pictures are shown, mirrored half the time
 * @param seed of everything random
 */
public record ImageSettings(
        int epochs, int batchSize, double learningRate, double weightDecay, int patience, boolean augment, long seed) {
    /** Below it, an epoch has so few steps that there must be many. */
    private static final int FEW_PICTURES = 500;

    /** Whether a mean of weights helps here too has not been measured. */
    private static final double AVERAGED_PART = 0;

    /** Refuses values out of range. */
    public ImageSettings {
        if (batchSize < 1) {
            throw new IllegalArgumentException("batch size must be positive: " + batchSize);
        }
        new Schedule(epochs, learningRate, weightDecay, patience, AVERAGED_PART);
    }

    /**
     * Good settings for so many pictures. From few, all layers of ResNet-50 were better on dev at 0.0001 than at 0.0005
     * (docs/proof-images.md).
     *
     * @param pictures to learn from
     * @param seed of the run
     * @return settings with every choice made
     */
    public static ImageSettings usual(int pictures, long seed) {
        return pictures < FEW_PICTURES
                ? new ImageSettings(40, 16, 1e-4, 1e-4, 10, true, seed)
                : new ImageSettings(15, 32, 5e-4, 1e-4, 5, true, seed);
    }

    /** What is not of pictures. */
    Schedule schedule() {
        return new Schedule(epochs, learningRate, weightDecay, patience, AVERAGED_PART);
    }
}
