package attune.cli;

import attune.exchange.Exchange;
import attune.jobs.Pretrain;
import attune.runs.IfPresent;
import attune.speech.learning.NetworkShape;
import attune.surgery.LayerSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune pretrain}. */
@Command(
        name = "pretrain",
        description =
                "Trains a new speech model from random weights. Defaults: 10 epochs, batches of 32 clips, learning"
                        + " rate up to 0.001, whatever the amount of data.",
        footer = {"", "Example:", "  attune pretrain --train train.jsonl --dev dev.jsonl --units 512 -o runs/source"})
final class PretrainCommand extends SubCommand {
    @Mixin
    private TrainingOptions training;

    @Mixin
    private RanksOptions ranks;

    @Mixin
    private FinishOption finish;

    @Mixin
    private CacheOptions cache;

    @Option(
            names = "--layers",
            paramLabel = "N",
            defaultValue = "3",
            description =
                    "Number of recurrent layers, at most " + NetworkShape.MOST_LAYERS + ". Default: ${DEFAULT-VALUE}.")
    private int layers;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "320",
            description = "Units in each layer and direction, at most " + LayerSpec.MOST_UNITS
                    + ". Default: ${DEFAULT-VALUE}.")
    private int units;

    @Option(
            names = "--streaming",
            description =
                    "Make a model for live sound (transcribe --stream): its layers look back only, and its front end"
                            + " does not wait for a clip's mean.")
    private boolean streaming;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.15",
            description = "Dropout between layers. Default: ${DEFAULT-VALUE}.")
    private double dropout;

    @Option(
            names = "--licence",
            converter = LicenceConverter.class,
            paramLabel = "SPDX",
            defaultValue = "GPL-3.0-or-later",
            description = "Licence of the weights, as an SPDX identifier. Default: ${DEFAULT-VALUE}.")
    private String licence;

    @Option(
            names = "--stem",
            paramLabel = "FILE",
            description =
                    "Pretrained convolutions below the recurrent layers, which do not learn: Google's speech embedding, the"
                            + " embedding_model.onnx of openWakeWord.")
    private @Nullable Path stem;

    private NetworkShape shape() {
        NetworkShape shape =
                streaming ? NetworkShape.streaming(layers, units) : NetworkShape.bidirectional(layers, units);
        return shape.withDropout(dropout);
    }

    @Mixin
    private ComputingOptions computing;

    @Override
    int execute() throws IOException {
        computing.choose();
        Pretrain.Request request = new Pretrain.Request(
                training.data(List.of()),
                training.out(),
                Optional.ofNullable(stem),
                shape(),
                ranks.over(training.overrides()),
                training.noise(),
                licence,
                commandLine());
        IfPresent ifPresent = finish.over(training.ifPresent());
        ranks.exclude("--finish", ifPresent == IfPresent.FINISH);
        try (Exchange exchange = ranks.join(progressOfWaiting());
                ShownProgress progress = progress()) {
            Pretrain pretrain = new Pretrain(request, cache.features(), exchange);
            if (!exchange.leads()) {
                pretrain.follow(progress);
                return ExitCodes.DONE;
            }
            Path bundle = pretrain.run(ifPresent, progress);
            progress.close();
            out().println(bundle);
        }
        return ExitCodes.DONE;
    }
}
