package attune.speech;

import static java.util.Objects.requireNonNull;

import attune.audio.AudioReader;
import attune.features.FrontEnd;
import attune.speech.store.Reading;
import attune.text.Alphabet;
import attune.text.TextNormalizer;

/**
 * What a speech model must know beside its network: how it hears and how it writes. The part of a bundle's
 * {@code model.json} that only this package understands.
 *
 * @param frontEnd from sound to features
 * @param alphabet from labels to text
 * @param normalizer name of the {@link TextNormalizer} that its training text went through
 */
public record SpeechFormat(FrontEnd frontEnd, Alphabet alphabet, String normalizer) {

    /** Refuses missing parts and a normaliser that there is not. */
    public SpeechFormat {
        requireNonNull(frontEnd, "frontEnd is missing");
        if (!AudioReader.isRate(frontEnd.sampleRateHz())) {
            throw new IllegalArgumentException("no sound is heard at " + frontEnd.sampleRateHz() + " Hz");
        }
        requireNonNull(alphabet, "alphabet is missing");
        TextNormalizer.named(requireNonNull(normalizer, "normalizer is missing"));
    }

    /**
     * The normaliser itself.
     *
     * @return by that name
     */
    public TextNormalizer textNormalizer() {
        return TextNormalizer.named(normalizer);
    }

    /**
     * How it takes utterances in, for {@code FeatureStore}.
     *
     * @return front end, normaliser and alphabet
     */
    public Reading reading() {
        return new Reading(frontEnd, textNormalizer(), alphabet);
    }

    /**
     * The same ears with other letters.
     *
     * @param letters of a new output
     * @return the format of the operated model
     */
    public SpeechFormat with(Alphabet letters) {
        return new SpeechFormat(frontEnd, letters, normalizer);
    }

    /**
     * How many frames the network has for a clip.
     *
     * @param seconds length of the clip
     * @return frames, 0 if it is too short for one
     */
    public int frames(double seconds) {
        return frontEnd.frames(Math.round(seconds * frontEnd.sampleRateHz()));
    }
}
