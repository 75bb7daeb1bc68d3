package attune.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attune corpus}: the commands that make and check training speech. */
@Command(
        name = "corpus",
        description = "Makes training speech of long recordings, checks, divides, converts and describes it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CorpusBuildCommand.class,
            CorpusCheckCommand.class,
            CorpusSplitCommand.class,
            CorpusConvertCommand.class,
            CorpusStatsCommand.class
        })
final class CorpusCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "give a command: corpus build, check, split, convert or stats");
    }
}
