package attune.cli;

import attune.fault.UserFault;
import attune.speech.learning.Augmentation;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How clips are altered in training. */
final class AugmentOptions {
    @Option(
            names = "--augment",
            paramLabel = "WHAT",
            description = "Alter the training clips, anew in every epoch: none, light, full, or a list of"
                    + " speed,tempo,equaliser,room,noise,gain,clipping,telephone,codec,mask. mask hides random bands"
                    + " and stretches of the features (SpecAugment) and is what training does by default; attune"
                    + " augment does full.")
    private @Nullable String augment;

    @Option(names = "--no-augment", description = "The same as --augment none.")
    private boolean noAugment;

    @Option(
            names = "--noise",
            paramLabel = "FOLDER",
            description = "Take the noise of --augment from these audio files instead of making white, pink and brown"
                    + " noise.")
    private @Nullable Path noise;

    /** The default with what was given put over it. */
    Augmentation over(Augmentation usual) {
        if (noAugment && augment != null) {
            throw new UserFault("--augment --no-augment", "one alters clips, the other does not", "give one of them");
        }
        Augmentation chosen = noAugment ? Augmentation.NONE : augment == null ? usual : parsed(augment);
        return noise == null ? chosen : withNoise(chosen, noise.toString());
    }

    private static Augmentation parsed(String words) {
        try {
            return Augmentation.parse(words);
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    "--augment",
                    String.valueOf(e.getMessage()),
                    "give none, light, full or some of " + Augmentation.names(),
                    e);
        }
    }

    private static Augmentation withNoise(Augmentation chosen, String folder) {
        try {
            return chosen.withNoise(folder);
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    "--noise", String.valueOf(e.getMessage()), "add noise to --augment, or leave --noise out", e);
        }
    }
}
