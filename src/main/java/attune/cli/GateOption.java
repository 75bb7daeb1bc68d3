package attune.cli;

import attune.runs.Adaptation;
import attune.runs.AgainstSource;
import picocli.CommandLine.Option;

/** {@code --gate}, for runs that make one model. */
final class GateOption {
    @Option(
            names = "--gate",
            order = 54,
            description =
                    "End with exit code 3 unless the adapted model is significantly better than its source on dev. It is"
                            + " written all the same.")
    private boolean gate;

    /** The exit code of a run. */
    int over(int code, Adaptation.Result result, SubCommand command) {
        if (!gate || result.againstSource().map(AgainstSource::better).orElse(false)) {
            return code;
        }
        command.warn(
                result.againstSource().isPresent()
                        ? "--gate: the adapted model is not significantly better than its source on dev"
                        : "--gate: the source cannot be scored on dev, since it has other classes");
        return ExitCodes.NOT_BETTER;
    }
}
