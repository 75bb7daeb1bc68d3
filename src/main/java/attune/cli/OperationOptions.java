package attune.cli;

import attune.jobs.Operation;
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

    Path model() {
        return model;
    }

    Operation operation(String trainLayers) {
        return new Operation(
                keepUntil,
                inserts.stream().map(LayerSpec::parse).toList(),
                TrainScope.parse(trainLayers),
                copyOutputRows);
    }
}
