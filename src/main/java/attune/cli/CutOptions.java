package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Cut;
import attune.jobs.RateFactors;
import attune.surgery.LayerSpec;
import attune.surgery.TrainScope;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what to operate on and how, but for which layers learn; the same for speech and images. */
final class CutOptions {
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
                    + " dropout:RATE; for images also conv:CHANNELS:KERNEL:ACTIVATION, global-pool:avg or"
                    + " global-pool:max. May be repeated, from below.")
    private List<String> inserts = new ArrayList<>();

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

    Cut cut(String trainLayers) {
        return new Cut(
                keepUntil, inserts.stream().map(LayerSpec::parse).toList(), TrainScope.parse(trainLayers), rates());
    }

    private RateFactors rates() {
        try {
            return new RateFactors(trunkFactor, secondStageFactor);
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
