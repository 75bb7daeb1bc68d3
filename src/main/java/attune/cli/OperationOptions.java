package attune.cli;

import attune.runs.Operation;
import attune.speech.adaptation.SpeechChoices;
import attune.speech.language.LanguageTexts;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The options that say what to operate on and how, but for which layers learn; the same for {@code adapt}, {@code plan}
 * and {@code sweep}.
 */
final class OperationOptions {
    @Mixin
    private CutOptions cut;

    @Option(
            names = "--alphabet",
            paramLabel = "FILE|auto",
            description = "What the new output writes: a file with one label a line, as DeepSpeech's alphabet.txt, or"
                    + " auto for the characters of the training transcripts. Default: the source's alphabet.")
    private Optional<String> alphabet = Optional.empty();

    @Option(
            names = "--sound-alike",
            paramLabel = "FILE",
            description = "Let new labels start from the weights of old ones: a new label, a tab and the old label it"
                    + " sounds like on each line.")
    private Optional<Path> soundAlike = Optional.empty();

    Path model() {
        return cut.model();
    }

    Operation operation(String trainLayers) {
        return cut.operation(trainLayers);
    }

    Operation common() {
        return cut.common();
    }

    /** What was asked besides the operation. */
    SpeechChoices choices(int dropSourceLayers, Optional<Path> noise, LanguageTexts language) {
        return new SpeechChoices(
                alphabet, soundAlike, cut.copyOutputRows(), cut.newLabels(), dropSourceLayers, noise, language);
    }
}
