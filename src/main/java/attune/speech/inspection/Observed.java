package attune.speech.inspection;

import attune.audio.SoundFacts;
import java.util.Optional;

/**
 * What a clip shows by itself, before it is compared with others.
 *
 * @param sound what was measured; empty if it could not be read
 * @param unreadable why it could not be read; empty if it could
 * @param fit how well the text fits the sound; empty if nobody listened, or the clip by itself has to be rejected
 */
public record Observed(Optional<SoundFacts> sound, Optional<String> unreadable, Optional<TextFit> fit) {
    /** Refuses a clip that was both read and not, or neither. */
    public Observed {
        if (sound.isPresent() == unreadable.isPresent()) {
            throw new IllegalArgumentException("a clip is readable or says why it is not");
        }
    }

    Observed with(TextFit how) {
        return new Observed(sound, unreadable, Optional.of(how));
    }
}
