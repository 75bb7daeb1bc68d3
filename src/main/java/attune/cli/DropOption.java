package attune.cli;

import picocli.CommandLine.Option;

/** {@code --drop-source-layers}, for those who come from DeepSpeech. */
final class DropOption {
    @Option(
            names = "--drop-source-layers",
            paramLabel = "N",
            defaultValue = "0",
            description =
                    "Of an imported DeepSpeech or Coqui STT model, let the last N of layer_2, layer_3, lstm, layer_5"
                            + " and the output begin anew; 1 is the output alone. Default: ${DEFAULT-VALUE}, which keeps them,"
                            + " and the output's weights of letters that old and new alphabet share.")
    private int layers;

    int layers() {
        return layers;
    }
}
