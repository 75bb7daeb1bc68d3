package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Operation;
import attune.jobs.OutputChoice;
import attune.jobs.RateFactors;
import attune.speech.NewOutput;
import attune.surgery.LayerSpec;
import attune.surgery.TrainScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/**
 * The options that say what to operate on and how, but for which layers learn; the same for {@code adapt}, {@code plan}
 * and {@code sweep}.
 */
final class OperationOptions {
    @Option(
            names = {"-m", "--model"},
            required = true,
            paramLabel = "BUNDLE",
            description = "The source model.")
    private Path model;

    @Option(
            names = "--keep-until",
            paramLabel = "LAYER",
            description = "Keep the source up to this layer and drop the rest. Default: all but the output.")
    private Optional<String> keepUntil = Optional.empty();

    @Option(
            names = "--insert",
            paramLabel = "LAYER",
            description = "Insert a new layer under the new output: lstm:UNITS, bilstm:UNITS, dense:UNITS:ACTIVATION or"
                    + " dropout:RATE. May be repeated, from below.")
    private List<String> inserts = new ArrayList<>();

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

    @Option(
            names = "--trunk-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "What the learning rate is multiplied by in layers that come from the source. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double trunkFactor;

    @Option(
            names = "--second-stage-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "0.5",
            description = "What the learning rate is multiplied by in the second of two stages. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double secondStageFactor;

    Path model() {
        return model;
    }

    Operation operation(String trainLayers) {
        return new Operation(
                keepUntil,
                inserts.stream().map(LayerSpec::parse).toList(),
                TrainScope.parse(trainLayers),
                new OutputChoice(alphabet, soundAlike, copyOutputRows, newLabels),
                rates());
    }

    private RateFactors rates() {
        try {
            return new RateFactors(trunkFactor, secondStageFactor);
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
