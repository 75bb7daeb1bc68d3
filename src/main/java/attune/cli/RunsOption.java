package attune.cli;

import attune.runs.AdaptationRequest;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --runs}, for adaptations. */
final class RunsOption {
    @Option(
            names = "--runs",
            paramLabel = "N",
            description =
                    "Train N times, with N seeds from --seed on, and keep the mean of the weights: fewer errors for N times"
                            + " the time. Default: 1.")
    private @Nullable Integer runs;

    AdaptationRequest over(AdaptationRequest request) {
        return runs == null ? request : request.with(request.training().withRuns(runs));
    }
}
