package attune.cli;

import attune.sweeps.Sweep;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code attune image sweep}. */
@Command(
        name = "sweep",
        description =
                "Finds which layers should learn: adapts an image classifier in several ways, compares them on dev,"
                        + " and keeps the cheapest of those that are not significantly worse than the best.",
        footer = {
            "",
            "A sweep that is resumed wants the same options, except --try and --seeds.",
            "",
            "Example:",
            "  attune image sweep -m emoji-resnet50 --train horses/train -o runs/sweep \\",
            "      --try output --try new,insert=dense:256:relu --try all"
        })
final class ImageSweepCommand extends ReportCommand {
    @Mixin
    private PictureOptions pictures;

    @Mixin
    private TryOptions tries;

    @Override
    int execute() throws IOException {
        pictures.device().choose();
        Sweep.Request request =
                tries.sweep(pictures.request(pictures.common(), tries.test(), commandLine()), pictures.seed());
        int rejected = SweepRun.run(pictures.domain(), request, tries.folds(), pictures.ifPresent(), this);
        return exitCode(rejected, "picture", "could not be read");
    }
}
