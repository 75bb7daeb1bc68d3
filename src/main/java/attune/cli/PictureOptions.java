package attune.cli;

import attune.runs.AdaptationRequest;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.Operation;
import attune.runs.Overrides;
import attune.vision.adaptation.ImageChoices;
import attune.vision.adaptation.ImageDomain;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of everything that trains on pictures. */
final class PictureOptions {
    @Mixin
    private CutOptions cut;

    @Option(
            names = "--train",
            required = true,
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Pictures to learn from, in a folder for each class.")
    private List<Path> train = new ArrayList<>();

    @Option(
            names = "--dev",
            arity = "1..*",
            paramLabel = "FOLDER",
            description = "Held-out pictures to choose the best epoch by. Default: a tenth of each class.")
    private List<Path> dev = new ArrayList<>();

    @Mixin
    private RunOptions run;

    @Mixin
    private TrunkCacheOption trunk;

    @Option(
            names = "--no-augment",
            description = "Show the middle of every picture, not random parts of it mirrored or not.")
    private boolean noAugment;

    IfPresent ifPresent() {
        return run.ifPresent();
    }

    long seed() {
        return run.seed();
    }

    Operation operation(String trainLayers) {
        return cut.operation(trainLayers);
    }

    Operation common() {
        return cut.common();
    }

    ImageDomain domain() {
        return new ImageDomain(new ImageChoices(cut.copyOutputRows(), cut.newLabels()));
    }

    AdaptationRequest request(Operation operation, List<Path> test, String command) {
        Overrides overrides = noAugment ? run.overrides().withAugment("none") : run.overrides();
        return new AdaptationRequest(
                cut.model(), new Datasets(train, dev, test), run.out(), operation, overrides, trunk.caching(), command);
    }
}
