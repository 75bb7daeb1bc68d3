package attune.vision.adaptation;

import attune.runs.Defaults;
import attune.runs.Schedule;
import attune.runs.TrainingSettings;

/**
 * Default training settings by number of pictures. With few, training all layers of ResNet-50 did better on dev at
 * 0.0001 than at 0.0005 (docs/proof-images.md). Whether weight averaging helps here, as it does for speech, has not
 * been measured.
 */
final class ImageDefaults {
    /** Below this, an epoch has so few steps that many epochs are needed. */
    private static final int FEW_PICTURES = 500;

    private static final long SEED = 1;

    private ImageDefaults() {}

    static Defaults of(int pictures) {
        return pictures < FEW_PICTURES
                ? new Defaults(
                        new TrainingSettings(Schedule.of(40, 1e-4).withPatience(10), 16, SEED),
                        Showing.RANDOM_PARTS.text(),
                        "fewer than " + FEW_PICTURES + " pictures need small batches and many epochs for enough steps")
                : new Defaults(
                        new TrainingSettings(Schedule.of(15, 5e-4).withPatience(5), 32, SEED),
                        Showing.RANDOM_PARTS.text(),
                        "with this many pictures an epoch has enough steps for fewer epochs");
    }
}
