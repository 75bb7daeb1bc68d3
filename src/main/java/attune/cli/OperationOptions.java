package attune.cli;

import attune.speech.adaptation.SpeechChoices;
import attune.speech.language.LanguageTexts;
import attune.surgery.BatchNormStatistics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options of an operation on a speech model; the same for {@code adapt}, {@code plan} and {@code sweep}. */
final class OperationOptions extends CutOptions {
    @Option(
            names = "--alphabet",
            order = 7,
            paramLabel = "FILE|auto",
            description = "Labels that the new output writes: a file with one a line, as DeepSpeech's alphabet.txt, or"
                    + " auto for the characters of all transcripts. Default: the source's alphabet.")
    private Optional<String> alphabet = Optional.empty();

    @Expert(Topic.LAYERS)
    @Option(
            names = "--insert",
            paramLabel = "LAYER",
            description = "Insert a new layer below the new output: " + LAYERS + ". May be repeated, from below.")
    private List<String> inserts = new ArrayList<>();

    @Expert(Topic.LAYERS)
    @Option(
            names = "--sound-alike",
            paramLabel = "FILE",
            description =
                    "Start new labels from the weights of old ones that sound alike: a new label, a tab and the old"
                            + " label on each line.")
    private Optional<Path> soundAlike = Optional.empty();

    @Expert(Topic.TRAINING)
    @Option(
            names = "--stem-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "0.1",
            description =
                    "Factor on the learning rate of pretrained convolutions at the bottom of the source, if it has any."
                            + " Default: ${DEFAULT-VALUE}.")
    private double stemFactor;

    @Override
    double stemFactor() {
        return stemFactor;
    }

    @Override
    List<String> inserts() {
        return inserts;
    }

    /** None of our speech models has batch normalisation. */
    @Override
    BatchNormStatistics batchNorm() {
        return BatchNormStatistics.KEEP;
    }

    /** The other choices for a speech model. */
    SpeechChoices choices(int dropSourceLayers, Optional<Path> noise, LanguageTexts language) {
        return new SpeechChoices(
                alphabet,
                soundAlike,
                copyOutputRows(),
                newLabels(),
                dropSourceLayers,
                noise,
                language,
                Optional.empty());
    }
}
