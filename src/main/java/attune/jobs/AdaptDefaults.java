package attune.jobs;

import attune.speech.Augmentation;

/**
 * Settings for adaptation, by how much speech there is: the less, the smaller the batches and the more often through it.
 */
public final class AdaptDefaults {
    private static final double WEIGHT_DECAY = 1e-4;

    /** How much speech there is, and what suits it. */
    private enum Amount {
        MINUTES(
                1,
                40,
                8,
                1e-3,
                10,
                "less than an hour of speech needs small batches and many epochs to have steps enough"),
        HOURS(20, 12, 16, 5e-4, 4, "with hours of speech an epoch has steps enough for fewer of them"),
        DAYS(Double.POSITIVE_INFINITY, 6, 32, 5e-4, 3, "with so much speech a few epochs of large batches are enough");

        private final double belowHours;
        private final int epochs;
        private final int batchSize;
        private final double learningRate;
        private final int patience;
        private final String reason;

        Amount(double belowHours, int epochs, int batchSize, double learningRate, int patience, String reason) {
            this.belowHours = belowHours;
            this.epochs = epochs;
            this.batchSize = batchSize;
            this.learningRate = learningRate;
            this.patience = patience;
            this.reason = reason;
        }

        static Amount of(double hours) {
            return hours < MINUTES.belowHours ? MINUTES : hours < HOURS.belowHours ? HOURS : DAYS;
        }
    }

    private AdaptDefaults() {}

    /**
     * Settings for a corpus.
     *
     * @param hours of training speech
     * @param seed of the run
     * @return settings with every choice made
     */
    public static TrainingSettings of(double hours, long seed) {
        Amount amount = Amount.of(hours);
        return new TrainingSettings(
                amount.epochs,
                amount.batchSize,
                amount.learningRate,
                WEIGHT_DECAY,
                amount.patience,
                Augmentation.MASKS,
                seed);
    }

    /** A line on settings: what they are and, where they are those of here, why. */
    static String text(TrainingSettings settings, double hours) {
        boolean usual = settings.equals(of(hours, settings.seed()));
        return settings.text() + (usual ? " (" + Amount.of(hours).reason + ")" : "") + "\n";
    }
}
