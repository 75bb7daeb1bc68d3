package attune.cli;

import attune.fault.UserFault;
import attune.runs.IfPresent;
import picocli.CommandLine.Option;

/** What to do with a run that is in the folder already. */
final class IfPresentOptions {
    @Option(names = "--resume", order = 51, description = "Go on with the run in the folder, by its own plan.")
    private boolean resume;

    @Option(names = "--overwrite", order = 53, description = "Delete the run in the folder and start again.")
    private boolean overwrite;

    IfPresent chosen() {
        if (resume && overwrite) {
            throw new UserFault(
                    "--resume --overwrite", "one goes on with a run, the other deletes it", "give one of them");
        }
        if (resume) {
            return IfPresent.RESUME;
        }
        return overwrite ? IfPresent.OVERWRITE : IfPresent.REFUSE;
    }
}
