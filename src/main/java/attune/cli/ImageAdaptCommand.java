package attune.cli;

import attune.runs.Adaptation;
import attune.runs.AdaptationRequest;
import java.io.IOException;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    private PictureOptions pictures;

    @Mixin
    private TrainLayersOption trainLayers;

    @Override
    int execute() throws IOException {
        AdaptationRequest request = pictures.request(pictures.operation(trainLayers.which()), List.of(), commandLine());
        Adaptation.Result result;
        try (TerminalProgress progress = progress()) {
            result = new Adaptation<>(pictures.domain(), request).run(pictures.ifPresent(), progress);
        }
        out().println(result.bundle());
        return exitCode(result.rejected(), "picture", "could not be read");
    }
}
