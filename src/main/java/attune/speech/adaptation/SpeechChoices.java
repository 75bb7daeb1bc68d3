package attune.speech.adaptation;

import static attune.fault.Parameter.named;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.speech.SpeechFormat;
import attune.speech.language.LanguageTexts;
import attune.speech.learning.NewOutput;
import attune.surgery.RowStart;
import attune.text.Alphabet;
import attune.text.LabelFile;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Choices for an adapted speech model besides the operation on its network. Start from {@link #USUAL}.
 *
 * @param alphabet a file of labels, or {@link #AUTO}; empty for the source's alphabet
 * @param soundAlike a file that says which new label sounds like which old one
 * @param copyOutputRows whether labels that the old output has start from its weights
 * @param newLabels what the other labels start from
 * @param dropSourceLayers number of a DeepSpeech network's upper layers, output included, that start from scratch; 0 to
 *     5
 * @param noise recordings for the augmentation's noise, instead of coloured noise
 * @param language which language model the adapted model gets
 * @param normalizer of the texts; empty for the source's
 */
public record SpeechChoices(
        Optional<String> alphabet,
        Optional<Path> soundAlike,
        boolean copyOutputRows,
        RowStart.Unknowns newLabels,
        int dropSourceLayers,
        Optional<Path> noise,
        LanguageTexts language,
        Optional<TextNormalizer> normalizer) {
    /** The alphabet of the training transcripts. */
    public static final String AUTO = "auto";

    /** The source's alphabet, whose labels keep their weights, and its language model, tuned on dev. */
    public static final SpeechChoices USUAL = new SpeechChoices(
            Optional.empty(),
            Optional.empty(),
            true,
            RowStart.Unknowns.MEAN,
            0,
            Optional.empty(),
            LanguageTexts.USUAL,
            Optional.empty());

    /**
     * Refuses choices that contradict each other. Where source layers start from scratch, so does the output.
     *
     * @throws UserFault if they do
     */
    public SpeechChoices {
        DroppedLayers.checkCount(dropSourceLayers);
        if (dropSourceLayers > 0 && soundAlike.isPresent()) {
            throw new UserFault(
                    DroppedLayers.OPTION,
                    "leaves no output to start from, as " + named("soundAlike") + " needs",
                    "give one of them");
        }
        if (soundAlike.isPresent() && !copyOutputRows) {
            throw new UserFault(
                    named("soundAlike"),
                    named("a random output", "--no-copy-output-rows")
                            + " leaves no weights of the source to start from",
                    "give one of them");
        }
        copyOutputRows = copyOutputRows && dropSourceLayers == 0;
    }

    /**
     * The same with another alphabet.
     *
     * @param fileOrAuto a file with one label per line, or {@link #AUTO} for the characters of the transcripts
     * @return the choices
     */
    public SpeechChoices withAlphabet(String fileOrAuto) {
        return new SpeechChoices(
                Optional.of(fileOrAuto),
                soundAlike,
                copyOutputRows,
                newLabels,
                dropSourceLayers,
                noise,
                language,
                normalizer);
    }

    /**
     * The same with new labels that start from old ones that sound alike.
     *
     * @param file a new label, a tab and the old label on each line
     * @return the choices
     */
    public SpeechChoices withSoundAlike(Path file) {
        return new SpeechChoices(
                alphabet, Optional.of(file), copyOutputRows, newLabels, dropSourceLayers, noise, language, normalizer);
    }

    /**
     * The same with another start for labels that the old output lacks.
     *
     * @param others what they start from
     * @return the choices
     */
    public SpeechChoices withNewLabels(RowStart.Unknowns others) {
        return new SpeechChoices(
                alphabet, soundAlike, copyOutputRows, others, dropSourceLayers, noise, language, normalizer);
    }

    /**
     * The same with upper layers of a DeepSpeech network starting from scratch.
     *
     * @param layers number of layers, output included; 0 to 5
     * @return the choices
     */
    public SpeechChoices withDropSourceLayers(int layers) {
        return new SpeechChoices(alphabet, soundAlike, copyOutputRows, newLabels, layers, noise, language, normalizer);
    }

    /**
     * The same with recordings for the augmentation's noise.
     *
     * @param folder of audio files
     * @return the choices
     */
    public SpeechChoices withNoise(Path folder) {
        return new SpeechChoices(
                alphabet,
                soundAlike,
                copyOutputRows,
                newLabels,
                dropSourceLayers,
                Optional.of(folder),
                language,
                normalizer);
    }

    /**
     * The same with an output that starts from random weights.
     *
     * @return the choices
     */
    public SpeechChoices withRandomOutput() {
        return new SpeechChoices(alphabet, soundAlike, false, newLabels, dropSourceLayers, noise, language, normalizer);
    }

    /**
     * The same with another language model.
     *
     * @param texts what it is made of
     * @return the choices
     */
    public SpeechChoices withLanguage(LanguageTexts texts) {
        return new SpeechChoices(
                alphabet, soundAlike, copyOutputRows, newLabels, dropSourceLayers, noise, texts, normalizer);
    }

    /**
     * The same for texts that are normalised in another way than the source's, such as those of another language.
     *
     * @param texts their normaliser, such as {@code TextNormalizer.spoken(Locale.GERMAN)}
     * @return the choices
     */
    public SpeechChoices withNormalizer(TextNormalizer texts) {
        return new SpeechChoices(
                alphabet, soundAlike, copyOutputRows, newLabels, dropSourceLayers, noise, language, Optional.of(texts));
    }

    /** The source's format for these texts. */
    SpeechFormat format(SpeechFormat source) {
        return normalizer.map(source::with).orElse(source);
    }

    /** The same with test transcripts kept out of the language model. */
    SpeechChoices heldOut(List<Path> test) {
        return withLanguage(language.excluding(test));
    }

    /** The files to read. */
    List<Path> files() {
        Stream<Path> labels = alphabet.filter(name -> !name.equals(AUTO)).map(Path::of).stream();
        return Stream.of(labels, soundAlike.stream(), noise.stream(), language.files().stream())
                .flatMap(files -> files)
                .toList();
    }

    /** Reads the files that describe the output's labels, or finds them in the texts of clips. */
    NewOutput output(SpeechFormat source, List<Utterance> written) {
        Map<String, String> alike = soundAlike
                .map(file -> new LabelFile(file, source.textNormalizer()).soundAlikes(source.alphabet()))
                .orElse(Map.of());
        Alphabet letters = alphabet(source, written);
        if (!alike.isEmpty() && Collections.disjoint(alike.keySet(), letters.labels())) {
            throw new UserFault(
                    soundAlike.map(Path::toString).orElse(named("soundAlike")),
                    "the new output has none of its labels",
                    "give their " + named("alphabet") + ", or leave out " + named("soundAlike"));
        }
        return new NewOutput(letters, copyOutputRows, alike, newLabels);
    }

    private Alphabet alphabet(SpeechFormat source, List<Utterance> written) {
        if (alphabet.isEmpty()) {
            return source.alphabet();
        }
        TextNormalizer normalizer = source.textNormalizer();
        boolean blankFirst = source.alphabet().blankIndex() == 0;
        if (!alphabet.get().equals(AUTO)) {
            return new LabelFile(Path.of(alphabet.get()), normalizer).alphabet(blankFirst);
        }
        if (written.isEmpty()) {
            throw new UserFault(
                    named("alphabet") + " auto",
                    "there are no training transcripts to take it from",
                    "give " + named("train") + " MANIFEST");
        }
        List<String> texts = written.stream()
                .map(one -> normalizer.normalize(one.text().orElse("")))
                .toList();
        // Letters that the transcripts happen to lack cost nothing, and without them the language model would go, too.
        return source.alphabet().unknown(texts).isEmpty() ? source.alphabet() : Alphabet.of(texts, blankFirst);
    }
}
