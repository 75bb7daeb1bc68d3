package attune.cli;

import attune.fault.UserFault;
import attune.jobs.ImageAdapt;
import attune.jobs.ImageSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune image adapt}. */
@Command(
        name = "adapt",
        description =
                "Operates on an image model and trains it on pictures of your classes. Classes count alike, however"
                        + " many pictures they have: training shows as many of each.",
        footer = {
            "",
            "Example:",
            "  attune image adapt -m resnet50.attune --train horses/train --keep-until avgpool --insert dense:256:relu"
                    + " --train-layers new -o runs/horses"
        })
final class ImageAdaptCommand extends SubCommand {
    @Mixin
    private CutOptions cut;

    @Mixin
    private TrainLayersOption trainLayers;

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

    @Option(
            names = "--no-augment",
            description = "Show the middle of every picture, not random parts of it mirrored or" + " not.")
    private boolean noAugment;

    @Option(
            names = "--no-trunk-cache",
            description = "Run a frozen trunk in every epoch, with new augmentation each time, instead of once for"
                    + " each picture and each of a few fixed draws of augmentation.")
    private boolean noTrunkCache;

    @Override
    int execute() throws IOException {
        ImageAdapt.Request request = new ImageAdapt.Request(
                cut.model(),
                train,
                dev,
                run.out(),
                cut.operation(trainLayers.which(), Optional.empty(), Optional.empty()),
                pictures -> over(ImageSettings.usual(pictures, run.seed())),
                !noTrunkCache,
                commandLine());
        ImageAdapt.Result result;
        try (TerminalProgress progress = progress()) {
            result = new ImageAdapt(request).run(run.ifPresent(), progress);
        }
        out().println(result.bundle());
        return exitCode(result.rejected(), "picture", "could not be read");
    }

    private ImageSettings over(ImageSettings usual) {
        try {
            return new ImageSettings(
                    run.epochs(usual.epochs()),
                    run.batchSize(usual.batchSize()),
                    run.learningRate(usual.learningRate()),
                    usual.weightDecay(),
                    run.patience(usual.patience()),
                    !noAugment,
                    run.seed());
        } catch (IllegalArgumentException e) {
            throw new UserFault("training options", String.valueOf(e.getMessage()), "correct the option", e);
        }
    }
}
