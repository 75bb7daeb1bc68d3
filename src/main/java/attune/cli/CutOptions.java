package attune.cli;

import attune.fault.UserFault;
import attune.runs.Operation;
import attune.runs.RateFactors;
import attune.surgery.BatchNormStatistics;
import attune.surgery.LayerSpec;
import attune.surgery.RowStart;
import attune.surgery.SurgeryRequest;
import attune.surgery.TrainScope;
import attune.training.Stages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that say what to operate on and how, but for which layers learn; the same for speech and images. */
final class CutOptions {
    private static final String SECOND_STAGE_FACTOR = "--second-stage-learning-rate-factor";

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
            description = "Insert a new layer under the new output: lstm:UNITS, bilstm:UNITS, dense:UNITS[:ACTIVATION],"
                    + " projection:UNITS (no bias) or dropout:RATE; for images also conv:CHANNELS:KERNEL:ACTIVATION, global-pool:avg or"
                    + " global-pool:max. May be repeated, from below.")
    private List<String> inserts = new ArrayList<>();

    @Option(
            names = "--copy-output-rows",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Let labels or classes that old and new output share start from the old weights, where the output"
                            + " stands on the same layer. Default: ${DEFAULT-VALUE}.")
    private boolean copyOutputRows;

    @Option(
            names = "--new-labels",
            paramLabel = "HOW",
            defaultValue = "mean",
            description = "What the other labels or classes start from where some are shared: the mean of all old ones,"
                    + " or random weights. Default: ${DEFAULT-VALUE}.")
    private RowStart.Unknowns newLabels = RowStart.Unknowns.MEAN;

    @Option(
            names = "--batch-norm",
            paramLabel = "HOW",
            defaultValue = "keep",
            description = "What becomes of the running mean and variance of batch normalisations that do not learn:"
                    + " keep, or update from the new data, for which the whole network runs in every epoch."
                    + " Default: ${DEFAULT-VALUE}.")
    private BatchNormStatistics batchNorm = BatchNormStatistics.KEEP;

    @Option(
            names = "--trunk-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "What the learning rate is multiplied by in layers that come from the source. Default:"
                    + " ${DEFAULT-VALUE}.")
    private double trunkFactor;

    @Option(
            names = "--head-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "The same in new layers. Default: ${DEFAULT-VALUE}.")
    private double headFactor;

    @Option(
            names = SECOND_STAGE_FACTOR,
            paramLabel = "X",
            description = "What the learning rate is multiplied by in the second of two stages. Default: 0.5.")
    private Optional<Double> secondStageFactor = Optional.empty();

    Path model() {
        return model;
    }

    boolean copyOutputRows() {
        return copyOutputRows;
    }

    RowStart.Unknowns newLabels() {
        return newLabels;
    }

    /** What was asked for, with these layers learning. */
    Operation operation(String trainLayers) {
        SurgeryRequest surgery = new SurgeryRequest(
                keepUntil, inserts.stream().map(LayerSpec::parse).toList(), new TrainScope.All(), batchNorm);
        Operation operation = new Operation(surgery, Stages.ONE, rates()).trainLayers(trainLayers);
        if (secondStageFactor.isPresent() && !operation.stages().isTwo()) {
            throw new UserFault(
                    SECOND_STAGE_FACTOR,
                    "has no use without two stages",
                    "add --train-layers two-stage, or leave it out");
        }
        return operation;
    }

    /** What the tries of a sweep have in common; which layers learn is theirs, and may be two stages. */
    Operation common() {
        return operation("two-stage");
    }

    private RateFactors rates() {
        try {
            RateFactors rates = RateFactors.USUAL.withTrunk(trunkFactor).withHead(headFactor);
            return secondStageFactor.map(rates::withSecondStage).orElse(rates);
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
