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
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of an operation, except which layers learn; the same for speech and images. */
abstract class CutOptions {
    /** New layers of any network. */
    static final String LAYERS =
            "lstm:UNITS, bilstm:UNITS, dense:UNITS[:ACTIVATION], projection:UNITS (no bias), dropout:RATE";

    private static final String SECOND_STAGE_FACTOR = "--second-stage-learning-rate-factor";

    @Mixin
    private ModelOption model;

    @Expert(Topic.LAYERS)
    @Option(
            names = "--keep-until",
            paramLabel = "LAYER",
            description = "Keep the source up to this layer and drop the rest. Default: all but the output.")
    private Optional<String> keepUntil = Optional.empty();

    @Expert(Topic.LAYERS)
    @Option(
            names = "--copy-output-rows",
            negatable = true,
            defaultValue = "true",
            fallbackValue = "true",
            description =
                    "Start the whole output from random weights. Default: labels or classes that the source knows,"
                            + " too, start from its weights where the output is on the same layer.")
    private boolean copyOutputRows;

    @Expert(Topic.LAYERS)
    @Option(
            names = "--new-labels",
            paramLabel = "HOW",
            defaultValue = "mean",
            description =
                    "Start labels or classes that the source does not know from the mean of those it knows, or from"
                            + " random weights: mean or random. Default: ${DEFAULT-VALUE}.")
    private RowStart.Unknowns newLabels = RowStart.Unknowns.MEAN;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--trunk-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "Factor on the learning rate of layers that come from the source. Default: ${DEFAULT-VALUE}.")
    private double trunkFactor;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--head-learning-rate-factor",
            paramLabel = "X",
            defaultValue = "1",
            description = "Factor on the learning rate of new layers. Default: ${DEFAULT-VALUE}.")
    private double headFactor;

    @Expert(Topic.TRAINING)
    @Option(
            names = SECOND_STAGE_FACTOR,
            paramLabel = "X",
            description = "Factor on the learning rate of the second of two stages. Default: 0.5.")
    private Optional<Double> secondStageFactor = Optional.empty();

    final Path model() {
        return model.path();
    }

    final boolean copyOutputRows() {
        return copyOutputRows;
    }

    final RowStart.Unknowns newLabels() {
        return newLabels;
    }

    /** The new layers, from below, as typed. */
    abstract List<String> inserts();

    /** Factor on the learning rate of a stem. */
    abstract double stemFactor();

    /** What happens to the statistics of batch normalisations that do not learn. */
    abstract BatchNormStatistics batchNorm();

    /** The operation asked for, with these layers learning. */
    final Operation operation(String trainLayers) {
        SurgeryRequest surgery = new SurgeryRequest(
                keepUntil, inserts().stream().map(LayerSpec::parse).toList(), new TrainScope.All(), batchNorm());
        Operation operation = new Operation(surgery, Stages.ONE, rates()).trainLayers(trainLayers);
        if (secondStageFactor.isPresent() && !operation.stages().isTwo()) {
            throw new UserFault(
                    SECOND_STAGE_FACTOR,
                    "has no effect without two stages",
                    "add --train-layers two-stage, or leave it out");
        }
        return operation;
    }

    /** What the tries of a sweep have in common; each decides which layers learn, possibly in two stages. */
    final Operation common() {
        return operation("two-stage");
    }

    private RateFactors rates() {
        RateFactors rates =
                RateFactors.USUAL.withTrunk(trunkFactor).withHead(headFactor).withStem(stemFactor());
        return secondStageFactor.map(rates::withSecondStage).orElse(rates);
    }
}
