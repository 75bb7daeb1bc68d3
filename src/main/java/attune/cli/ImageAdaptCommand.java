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
                "Adapts an image classifier to your classes: puts a new output on it, and trains it on your pictures."
                        + " Training shows every class equally often, however many pictures it has.",
        footer = {
            "",
            "Example:",
            "  attune image adapt -m emoji-resnet50 --train horses/train -o runs/horses \\",
            "      --keep-until avgpool --insert dense:256:relu --train-layers new"
        })
final class ImageAdaptCommand extends SubCommand {
    @Mixin
    private PictureOptions pictures;

    @Mixin
    private TrainLayersOption trainLayers;

    @Mixin
    private RunsOption runs;

    @Mixin
    private KeepCloseOption keepClose;

    @Mixin
    private FinishOption finish;

    @Mixin
    private GateOption gate;

    @Override
    int execute() throws IOException {
        pictures.device().choose();
        AdaptationRequest request = keepClose.over(
                runs.over(pictures.request(pictures.operation(trainLayers.which()), List.of(), commandLine())));
        Adaptation.Result result;
        try (ShownProgress progress = progress()) {
            result = new Adaptation<>(pictures.domain(), request).run(finish.over(pictures.ifPresent()), progress);
        }
        out().println(result.bundle());
        return gate.over(exitCode(result.rejected(), "picture", "could not be read"), result, this);
    }
}
