package attune.vision.adaptation;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.util.Optional;

/** The part of a training picture that is shown. */
public enum Showing {
    /** The middle. */
    MIDDLE("none", "the middle of every picture"),
    /** A random part in every epoch, mirrored half the time. */
    RANDOM_PARTS("parts", "random parts of the pictures, mirrored or not");

    private final String word;
    private final String text;

    Showing(String word, String text) {
        this.word = word;
        this.text = text;
    }

    /** For users. */
    String text() {
        return text;
    }

    static Showing of(Optional<String> augment) {
        if (augment.isEmpty() || augment.get().equals(RANDOM_PARTS.word)) {
            return RANDOM_PARTS;
        }
        if (augment.get().equals(MIDDLE.word)) {
            return MIDDLE;
        }
        throw new UserFault(
                named("augment"),
                "'" + augment.get() + "' is not a way to show pictures",
                "use " + MIDDLE.word + " or " + RANDOM_PARTS.word);
    }
}
