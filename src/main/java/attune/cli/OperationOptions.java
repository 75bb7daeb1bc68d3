package attune.cli;

import attune.jobs.Cut;
import attune.jobs.Operation;
import attune.jobs.OutputChoice;
import attune.speech.NewOutput;
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
            names = "--copy-output-rows",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Let labels that old and new output share start from the old weights, where the output stands on"
                            + " the same layer. Default: ${DEFAULT-VALUE}.")
    private boolean copyOutputRows;

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

    @Option(
            names = "--new-labels",
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "What other new labels start from: the mean of all old labels, or random weights. Default:"
                    + " ${DEFAULT-VALUE}.")
    private NewOutput.Others newLabels = NewOutput.Others.MEAN;

    Path model() {
        return cut.model();
    }

    Operation operation(String trainLayers) {
        Cut asked = cut.cut(trainLayers);
        return new Operation(
                asked.keepUntil(),
                asked.inserts(),
                asked.trainScope(),
                new OutputChoice(alphabet, soundAlike, copyOutputRows, newLabels),
                asked.rates());
    }
}
