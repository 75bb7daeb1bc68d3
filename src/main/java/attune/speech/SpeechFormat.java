package attune.speech;

import static java.util.Objects.requireNonNull;

import attune.audio.AudioReader;
import attune.features.FrontEnd;
import attune.speech.store.Reading;
import attune.text.Alphabet;
import attune.text.TextNormalizer;

/**
 * What a speech model needs besides its network: how sound becomes features, and labels become text. The part of a
 * bundle's {@code model.json} that only this package understands.
 *
 * @param frontEnd from sound to features
 * @param alphabet from labels to text
 * @param normalizer name of the {@link TextNormalizer} applied to its training text
 */
public record SpeechFormat(FrontEnd frontEnd, Alphabet alphabet, String normalizer) {

    /** Refuses missing parts and unknown normalisers. */
    public SpeechFormat {
        requireNonNull(frontEnd, "frontEnd is missing");
        if (!AudioReader.isRate(frontEnd.sampleRateHz())) {
            throw new IllegalArgumentException("not a supported sample rate: " + frontEnd.sampleRateHz() + " Hz");
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
     * How {@code FeatureStore} is to read utterances.
     *
     * @return front end, normaliser and alphabet
     */
    public Reading reading() {
        return new Reading(frontEnd, textNormalizer(), alphabet);
    }

    /**
     * The same front end with another alphabet.
     *
     * @param letters the alphabet of a new output
     * @return the format of the operated model
     */
    public SpeechFormat with(Alphabet letters) {
        return new SpeechFormat(frontEnd, letters, normalizer);
    }

    /**
     * The same with another normaliser.
     *
     * @param texts normaliser of the texts that are learnt
     * @return the format of a model for another language
     */
    public SpeechFormat with(TextNormalizer texts) {
        return new SpeechFormat(frontEnd, alphabet, texts.name());
    }

    /**
     * The number of frames that the network gets for a clip.
     *
     * @param seconds length of the clip
     * @return frames, 0 if it is too short for one
     */
    public int frames(double seconds) {
        return frontEnd.frames(Math.round(seconds * frontEnd.sampleRateHz()));
    }
}
