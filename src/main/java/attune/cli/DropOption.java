package attune.cli;

import picocli.CommandLine.Option;

/** {@code --drop-source-layers}, for users who come from DeepSpeech. */
final class DropOption {
    @Expert(Topic.LAYERS)
    @Option(
            names = "--drop-source-layers",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Start the last N of an imported DeepSpeech or Coqui STT model's layers (layer_2, layer_3, lstm,"
                            + " layer_5, output) from random weights. Default: ${DEFAULT-VALUE}, keep them all.")
    private int layers;

    int layers() {
        return layers;
    }
}
