package attune.jobs;

import attune.speech.Augmentation;

/**
 * Settings for adaptation, by how much speech there is: the less, the smaller the batches and the more often through it.
 */
public final class AdaptDefaults {
    private static final double HOURS_OF_A_SMALL_CORPUS = 1;
    private static final double HOURS_OF_A_LARGE_CORPUS = 20;

    private AdaptDefaults() {}

    /**
     * Settings for a corpus.
     *
     * @param hours of training speech
     * @param seed of the run
     * @return settings with every choice made
     */
    public static TrainingSettings of(double hours, long seed) {
        if (hours < HOURS_OF_A_SMALL_CORPUS) {
            return new TrainingSettings(40, 8, 1e-3, 1e-4, 10, Augmentation.MASKS, seed);
        }
        if (hours < HOURS_OF_A_LARGE_CORPUS) {
            return new TrainingSettings(12, 16, 5e-4, 1e-4, 4, Augmentation.MASKS, seed);
        }
        return new TrainingSettings(6, 32, 5e-4, 1e-4, 3, Augmentation.MASKS, seed);
    }
}
