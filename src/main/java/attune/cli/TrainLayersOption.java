package attune.cli;

import picocli.CommandLine.Option;

/** Which layers learn. */
final class TrainLayersOption {
    @Option(
            names = "--train-layers",
            order = 6,
            paramLabel = "WHICH",
            defaultValue = "all",
            description = "Layers that learn: all, new, output, last:N, from:LAYER (that one and all above), or"
                    + " two-stage[:EPOCHS] (the new ones alone for EPOCHS epochs, a tenth if not given, then all)."
                    + " Default: ${DEFAULT-VALUE}.")
    private String which;

    String which() {
        return which;
    }
}
