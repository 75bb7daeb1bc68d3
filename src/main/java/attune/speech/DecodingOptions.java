package attune.speech;

import static attune.fault.Parameter.named;

import attune.decoding.Calibration;
import attune.decoding.HotWords;
import attune.fault.UserFault;
import attune.files.Digest;
import attune.lm.LanguageModels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to decode, where the model's own settings are not to apply.
 *
 * @param greedy no beam and no language model, even if the bundle has one
 * @param languageModel a file to use instead of the bundle's language model, with the bundle's settings if it has any
 * @param hotWords a file of words to listen for
 * @param width of the beam
 * @param hypotheses number of texts to give for a clip, 1 or more
 */
public record DecodingOptions(
        boolean greedy, Optional<Path> languageModel, Optional<Path> hotWords, OptionalInt width, int hypotheses) {
    /** Leaves everything to the model. */
    public static final DecodingOptions USUAL =
            new DecodingOptions(false, Optional.empty(), Optional.empty(), OptionalInt.empty(), 1);

    /** Neither beam nor language model. */
    public static final DecodingOptions GREEDY =
            new DecodingOptions(true, Optional.empty(), Optional.empty(), OptionalInt.empty(), 1);

    private static final int MOST_HYPOTHESES = 1000;

    /** Refuses what contradicts itself. */
    public DecodingOptions {
        if (greedy && (languageModel.isPresent() || hotWords.isPresent() || width.isPresent() || hypotheses > 1)) {
            throw new UserFault(
                    named("greedy"),
                    "excludes beam, language model, hot words and n-best lists",
                    "leave it out, or the others");
        }
        width.ifPresent(
                beam -> requireFrom1(named("width", "--beam"), beam, DecodingSettings.WIDEST, "100 is a good width"));
        requireFrom1(
                named("hypotheses", "--n-best"),
                hypotheses,
                MOST_HYPOTHESES,
                "give the number of texts you want for each clip");
    }

    private static void requireFrom1(String option, int value, int most, String remedy) {
        if (value < 1 || value > most) {
            throw new UserFault(option, "'" + value + "' is not from 1 to " + most, remedy);
        }
    }

    /**
     * All that decides how one model decodes.
     *
     * @return in one line, files by their SHA-256
     * @throws IOException if a file cannot be read
     */
    public String identity() throws IOException {
        return (greedy ? "greedy decoding" : "beam " + (width.isPresent() ? width.getAsInt() : "as usual"))
                + identity(", lm ", languageModel)
                + identity(", hot words ", hotWords)
                + (hypotheses > 1 ? ", n-best " + hypotheses : "");
    }

    private static String identity(String name, Optional<Path> file) throws IOException {
        return file.isPresent() ? name + Digest.sha256(file.get()) : "";
    }

    /**
     * Reads the files and makes the decoder.
     *
     * @param model to decode for
     * @return its decoder
     * @throws UserFault if a file is invalid or does not fit the model
     * @throws IOException if one cannot be read
     */
    public SpeechDecoder decoder(SpeechModel model) throws IOException {
        if (equals(USUAL)) {
            return model.decoder();
        }
        Optional<DecodingSettings> stored = model.language().map(LanguageDecoding::settings);
        if (greedy) {
            return SpeechDecoder.greedy(
                    model.format(),
                    stored.map(DecodingSettings::greedyCalibration).orElse(Calibration.NONE));
        }
        SpeechFormat format = model.format();
        HotWords words = hotWords.isPresent()
                ? HotWords.read(hotWords.get(), format.alphabet(), format.textNormalizer())
                : HotWords.none();
        Optional<LanguageDecoding> language = language(model, stored);
        if (language.isPresent()) {
            return SpeechDecoder.beam(format, language.get(), words, hypotheses);
        }
        if (words.words().isEmpty() && width.isEmpty() && hypotheses == 1) {
            return model.decoder();
        }
        return SpeechDecoder.beam(format, width.orElse(DecodingSettings.DEFAULT.width()), words, hypotheses);
    }

    private Optional<LanguageDecoding> language(SpeechModel model, Optional<DecodingSettings> stored)
            throws IOException {
        if (languageModel.isEmpty()) {
            return model.language().map(language -> new LanguageDecoding(language.model(), width(language.settings())));
        }
        // A calibration for another language model does not hold for this one.
        DecodingSettings settings = stored.orElse(DecodingSettings.DEFAULT);
        return Optional.of(
                new LanguageDecoding(LanguageModels.open(languageModel.get()), width(settings.uncalibrated())));
    }

    private DecodingSettings width(DecodingSettings settings) {
        return width.isPresent() ? settings.withWidth(width.getAsInt()) : settings;
    }
}
