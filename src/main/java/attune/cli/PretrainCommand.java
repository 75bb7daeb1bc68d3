package attune.cli;

import attune.fault.UserFault;
import attune.jobs.Pretrain;
import attune.speech.learning.NetworkShape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code attune pretrain}. */
@Command(name = "pretrain", description = "Trains a new speech model from speech and its text alone.")
final class PretrainCommand extends SubCommand {
    @Mixin
    private TrainingOptions training;

    @Mixin
    private CacheOptions cache;

    @Option(names = "--layers", paramLabel = "N", defaultValue = "3", description = "Recurrent layers. Default: 3.")
    private int layers;

    @Option(
            names = "--units",
            paramLabel = "N",
            defaultValue = "320",
            description = "Units of each layer in each direction. Default: 320.")
    private int units;

    @Option(
            names = "--streaming",
            description = "A model for transcribe --stream: its layers only look back, and its front end does not wait"
                    + " for a clip's mean.")
    private boolean streaming;

    @Option(
            names = "--dropout",
            paramLabel = "RATE",
            defaultValue = "0.15",
            description = "Dropout between layers. Default: 0.15.")
    private double dropout;

    @Option(
            names = "--licence",
            paramLabel = "SPDX",
            defaultValue = "GPL-3.0-or-later",
            description = "Licence of the weights, as an SPDX identifier. Default: ${DEFAULT-VALUE}.")
    private String licence;

    private NetworkShape shape() {
        try {
            NetworkShape shape =
                    streaming ? NetworkShape.streaming(layers, units) : NetworkShape.bidirectional(layers, units);
            return shape.withDropout(dropout);
        } catch (IllegalArgumentException e) {
            throw new UserFault(
                    "--layers --units --dropout",
                    String.valueOf(e.getMessage()),
                    "give whole numbers from 1, and a dropout from 0 to below 1",
                    e);
        }
    }

    @Mixin
    private KernelOption kernel;

    @Override
    int execute() throws IOException {
        kernel.choose();
        Pretrain.Request request = new Pretrain.Request(
                training.data(List.of()),
                training.out(),
                shape(),
                training.overrides(),
                training.noise(),
                licence,
                commandLine());
        try (TerminalProgress progress = progress()) {
            Path bundle = new Pretrain(request, cache.features()).run(training.ifPresent(), progress);
            progress.close();
            out().println(bundle);
        }
        return ExitCodes.DONE;
    }
}
