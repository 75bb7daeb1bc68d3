package attune.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code attune image}: the same surgery for pictures. */
@Command(
        name = "image",
        description = "Creates, adapts, evaluates and uses image classifiers.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ImageCreateCommand.class,
            ImageAdaptCommand.class,
            ImageSweepCommand.class,
            ImageEvaluateCommand.class,
            ImageClassifyCommand.class
        })
final class ImageCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "give a command: image create, image adapt, image sweep, image evaluate or image classify");
    }
}
