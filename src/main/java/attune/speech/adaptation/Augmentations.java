package attune.speech.adaptation;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.speech.learning.Augmentation;
import java.nio.file.Path;
import java.util.Optional;

/** Decides how clips are altered in training. */
public final class Augmentations {
    /** On minutes of speech, masks alone let a network learn its clips by heart soon. */
    static final Augmentation USUAL = Augmentation.LIGHT;

    private Augmentations() {}

    /**
     * Reads the user's choice.
     *
     * @param words as {@link Augmentation#parse} takes them; empty for light alterations
     * @param noise recordings of noise, instead of coloured noise
     * @return the augmentation
     * @throws UserFault if the words name no augmentation, or a folder of noise is given but no noise is added
     */
    public static Augmentation of(Optional<String> words, Optional<Path> noise) {
        Augmentation chosen = words.map(Augmentations::parsed).orElse(USUAL);
        return noise.map(folder -> withNoise(chosen, folder.toString())).orElse(chosen);
    }

    private static Augmentation parsed(String words) {
        try {
            return Augmentation.parse(words);
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    named("augment"),
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
                    named("noise"),
                    String.valueOf(e.getMessage()),
                    "add noise to " + named("augment") + ", or leave " + named("noise") + " out",
                    e);
        }
    }
}
