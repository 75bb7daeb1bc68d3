package attune.cli;

import attune.fault.UserFault;
import attune.runs.IfPresent;
import picocli.CommandLine.Option;

/** {@code --finish}, for runs that make one model. */
final class FinishOption {
    @Option(
            names = "--finish",
            order = 52,
            description = "With --resume: train no further, make the model of the best epoch so far.")
    private boolean finish;

    /** What to do with an existing run. */
    IfPresent over(IfPresent asked) {
        if (finish && asked != IfPresent.RESUME) {
            throw new UserFault("--finish", "ends a run that is there", "add --resume, or leave it out");
        }
        return finish ? IfPresent.FINISH : asked;
    }
}
