package attune.cli;

import attune.runs.AdaptationRequest;
import picocli.CommandLine.Option;

/** {@code --no-blend}, for adaptations. */
final class BlendOption {
    @Expert(Topic.TRAINING)
    @Option(
            names = "--no-blend",
            description =
                    "Keep the trained weights as they are. By default up to half of the source is mixed in, as much"
                            + " as dev likes best, decoded as the finished model decodes.")
    private boolean off;

    AdaptationRequest over(AdaptationRequest request) {
        return off ? request.with(request.training().withBlend(false)) : request;
    }
}
