package attune.speech;

import attune.decoding.BeamDecoder;
import attune.decoding.BeamSettings;
import attune.decoding.Calibration;
import attune.decoding.Decoder;
import attune.decoding.FusedModel;
import attune.decoding.GreedyDecoder;
import attune.decoding.HotWords;
import attune.decoding.Hypothesis;
import attune.decoding.Transcript;
import java.util.List;
import java.util.Optional;

/**
 * A decoder for one speech model, with the calibration of its confidences. Immutable and thread-safe; making one walks
 * the language model's vocabulary, so keep it.
 */
public final class SpeechDecoder {
    private final Decoder decoder;
    private final Calibration calibration;

    private SpeechDecoder(Decoder decoder, Calibration calibration) {
        this.decoder = decoder;
        this.calibration = calibration;
    }

    /**
     * A decoded clip.
     *
     * @param transcript with calibrated confidences, where the model has a calibration for this decoder
     * @param hypotheses the n-best texts; only the transcript's where no beam was searched
     */
    public record Decoded(Transcript transcript, List<Hypothesis> hypotheses) {}

    /**
     * Takes the most probable output of each frame.
     *
     * @param format the model's
     * @param calibration of the confidences of words found without a beam
     * @return a decoder without language model
     */
    public static SpeechDecoder greedy(SpeechFormat format, Calibration calibration) {
        return new SpeechDecoder(
                new GreedyDecoder(format.alphabet(), format.frontEnd().frameSeconds()), calibration);
    }

    /**
     * Searches a beam with a language model.
     *
     * @param format the speech model's
     * @param language the language model and its settings
     * @param hotWords words to expect
     * @param hypotheses how many texts to give for a clip at most, 1 or more
     * @return a decoder; making one walks the vocabulary
     */
    public static SpeechDecoder beam(
            SpeechFormat format, LanguageDecoding language, HotWords hotWords, int hypotheses) {
        DecodingSettings settings = language.settings();
        return beam(format, settings.fused(language.model()), settings, hotWords, hypotheses);
    }

    /**
     * Searches a beam without a language model.
     *
     * @param format the speech model's
     * @param width of the beam, 1 or more
     * @param hotWords words to expect
     * @param hypotheses how many texts to give for a clip at most, 1 or more
     * @return a decoder whose confidences are not calibrated
     */
    public static SpeechDecoder beam(SpeechFormat format, int width, HotWords hotWords, int hypotheses) {
        return beam(format, new FusedModel.None(), DecodingSettings.DEFAULT.withWidth(width), hotWords, hypotheses);
    }

    /**
     * The same decoder with other settings, without walking the vocabulary again.
     *
     * @param language the same language model with any settings
     * @return a decoder that shares what this one made of the vocabulary
     * @throws IllegalArgumentException if this one searches no beam, or for another language model
     */
    public SpeechDecoder with(LanguageDecoding language) {
        if (decoder instanceof BeamDecoder beam) {
            DecodingSettings settings = language.settings();
            return new SpeechDecoder(
                    beam.with(
                            beam.settings().withWidth(settings.width()).withBlankPenalty(settings.blankPenalty()),
                            settings.fused(language.model())),
                    settings.calibration());
        }
        throw new IllegalArgumentException("a greedy decoder has no language model");
    }

    private static SpeechDecoder beam(
            SpeechFormat format, FusedModel model, DecodingSettings settings, HotWords hotWords, int hypotheses) {
        BeamSettings usual = BeamSettings.DEFAULT;
        BeamSettings beam = new BeamSettings(
                settings.width(), usual.outputThreshold(), usual.beamThreshold(), hypotheses, settings.blankPenalty());
        return new SpeechDecoder(
                new BeamDecoder(format.alphabet(), format.frontEnd().frameSeconds(), beam, model, hotWords),
                settings.calibration());
    }

    /**
     * The default decoder of a model.
     *
     * @param model with or without a language model
     * @return a beam search with its language model if it has one, else a greedy decoder
     */
    public static SpeechDecoder usual(SpeechModel model) {
        Optional<LanguageDecoding> language = model.language();
        return language.isPresent()
                ? beam(model.format(), language.get(), HotWords.none(), 1)
                : greedy(model.format(), Calibration.NONE);
    }

    /** The most texts it gives for a clip. */
    int hypotheses() {
        return decoder instanceof BeamDecoder beam ? beam.hypotheses() : 1;
    }

    /**
     * Starts on a clip whose frames are still coming.
     *
     * @return for one clip, from its first frame
     */
    public PartialText start() {
        return new PartialText(decoder);
    }

    /**
     * Decodes a clip.
     *
     * @param logProbs natural-log probabilities [frame × label]
     * @return the transcript
     */
    public Transcript decode(float[][] logProbs) {
        return calibration.apply(decoder.decode(logProbs));
    }

    /**
     * Decodes a clip and gives its n-best texts too.
     *
     * @param logProbs natural-log probabilities [frame × label]
     * @return the transcript and the n-best texts
     */
    public Decoded decodeAll(float[][] logProbs) {
        if (decoder instanceof BeamDecoder beam) {
            var result = beam.search(logProbs);
            return new Decoded(calibration.apply(result.transcript()), result.hypotheses());
        }
        Transcript transcript = decode(logProbs);
        return new Decoded(transcript, List.of(new Hypothesis(transcript.text(), transcript.logProb(), 0)));
    }
}
