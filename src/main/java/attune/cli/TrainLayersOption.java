package attune.cli;

import picocli.CommandLine.Option;

/** Which layers learn. */
final class TrainLayersOption {
    @Option(
            names = "--train-layers",
            paramLabel = "WHICH",
            defaultValue = "all",
            description = "Which layers learn: new, output, last:N, from:LAYER (it and all above it), all, or"
                    + " two-stage[:EPOCHS], the new ones alone for so many epochs (default: a tenth), then"
                    + " all. Default: ${DEFAULT-VALUE}, which has done best from one minute of speech up.")
    private String which;

    String which() {
        return which;
    }
}
