package attune.cli;

import attune.fault.UserFault;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How clips are altered in training. */
final class AugmentOptions {
    @Option(
            names = "--augment",
            order = 9,
            paramLabel = "WHAT",
            description =
                    "Alter clips at random, anew in every epoch: none, light, full, or a comma-separated list of speed,"
                            + " tempo, equaliser, room, noise, gain, clipping, telephone, codec and mask (SpecAugment: hides"
                            + " random bands and stretches of the features). Default: light.")
    private @Nullable String augment;

    @Expert(Topic.TRAINING)
    @Option(names = "--no-augment", description = "The same as --augment none.")
    private boolean noAugment;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--noise",
            paramLabel = "FOLDER",
            description =
                    "Audio files with the noise that --augment adds. Default: synthetic white, pink and brown noise.")
    private @Nullable Path noise;

    /** The effects asked for; empty for the default. */
    Optional<String> words() {
        if (noAugment && augment != null) {
            throw new UserFault("--augment --no-augment", "one alters clips, the other does not", "give one of them");
        }
        return noAugment ? Optional.of("none") : Optional.ofNullable(augment);
    }

    Optional<Path> noise() {
        return Optional.ofNullable(noise);
    }
}
