package attune.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attune lm}: the commands for language models. */
@Command(
        name = "lm",
        description = "Builds, tunes and measures language models.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {LmBuildCommand.class, LmTuneCommand.class, LmPerplexityCommand.class})
final class LmCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "give a command: lm build, lm tune or lm perplexity");
    }
}
