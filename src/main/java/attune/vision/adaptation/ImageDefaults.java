package attune.vision.adaptation;

import attune.runs.Defaults;
import attune.runs.Schedule;
import attune.runs.TrainingSettings;

/**
 * How an image model is trained on a number of pictures. From few, all layers of ResNet-50 were better on dev at 0.0001 than
 * at 0.0005 (docs/proof-images.md). Whether a mean of weights helps here, as it does for speech, has not been measured.
 */
final class ImageDefaults {
    /** Below it, an epoch has so few steps that there must be many. */
    private static final int FEW_PICTURES = 500;

    private static final long SEED = 1;

    private ImageDefaults() {}

    static Defaults of(int pictures) {
        return pictures < FEW_PICTURES
                ? new Defaults(
                        new TrainingSettings(Schedule.of(40, 1e-4).withPatience(10), 16, SEED),
                        Showing.RANDOM_PARTS.text(),
                        "fewer than " + FEW_PICTURES
                                + " pictures need small batches and many epochs to have steps enough")
                : new Defaults(
                        new TrainingSettings(Schedule.of(15, 5e-4).withPatience(5), 32, SEED),
                        Showing.RANDOM_PARTS.text(),
                        "with so many pictures an epoch has steps enough for fewer of them");
    }
}
