package attune.cli;

import attune.runs.AdaptationRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --keep-close}, for adaptations. */
final class KeepCloseOption {
    @Expert(Topic.TRAINING)
    @Option(
            names = "--keep-close",
            paramLabel = "WEIGHT",
            description =
                    "Pull source layers that learn towards the source's weights instead of decaying them: each step takes"
                            + " away the learning rate times WEIGHT of what they have moved. Forgets less, learns less."
                            + " Default: 0, no pull.")
    private @Nullable Double weight;

    AdaptationRequest over(AdaptationRequest request) {
        return weight == null ? request : request.with(request.training().withKeepClose(weight));
    }
}
