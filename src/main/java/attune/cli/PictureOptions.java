package attune.cli;

import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.runs.RateFactors;
import attune.surgery.BatchNormStatistics;
import attune.vision.adaptation.ImageChoices;
import attune.vision.adaptation.ImageDomain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of every command that trains on pictures. */
final class PictureOptions extends CutOptions {
    @Expert(Topic.LAYERS)
    @Option(
            names = "--insert",
            paramLabel = "LAYER",
            description = "Insert a new layer below the new output: conv:CHANNELS:KERNEL:ACTIVATION, global-pool:avg,"
                    + " global-pool:max, " + LAYERS + ". May be repeated, from below.")
    private List<String> inserts = new ArrayList<>();

    @Expert(Topic.LAYERS)
    @Option(
            names = "--batch-norm",
            paramLabel = "HOW",
            defaultValue = "keep",
            description =
                    "Running mean and variance of batch normalisations that do not learn: keep, or update from the"
                            + " new pictures, for which the whole network runs in every epoch. Default: ${DEFAULT-VALUE}.")
    private BatchNormStatistics batchNorm = BatchNormStatistics.KEEP;

    @Option(
            names = "--train",
            order = 2,
            required = true,
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Training pictures, in a folder for each class.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--dev",
            order = 3,
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Held-out pictures that choose the best epoch. Default: a tenth of each class of --train.")
    private List<Path> dev = new ArrayList<>();

    @Mixin
    private RunOptions run;

    @Mixin
    private TrunkCacheOption trunk;

    @Mixin
    private DeviceOption device;

    @Expert(Topic.TRAINING)
    @Option(
            names = "--no-augment",
            description = "Train on the middle of every picture. Default: on random crops, mirrored at random.")
    private boolean noAugment;

    DeviceOption device() {
        return device;
    }

    IfPresent ifPresent() {
        return run.ifPresent();
    }

    long seed() {
        return run.seed();
    }

    @Override
    List<String> inserts() {
        return inserts;
    }

    @Override
    BatchNormStatistics batchNorm() {
        return batchNorm;
    }

    /** No image model has a stem of this kind. */
    @Override
    double stemFactor() {
        return RateFactors.USUAL.stem();
    }

    ImageDomain domain() {
        return new ImageDomain(new ImageChoices(copyOutputRows(), newLabels()));
    }

    AdaptationRequest request(Operation operation, List<Path> test, String command) {
        Overrides overrides = noAugment ? run.overrides().withAugment("none") : run.overrides();
        return new AdaptationRequest(
                model(), new Datasets(train, dev, test), run.out(), operation, overrides, trunk.caching(), command);
    }
}
