package attune.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** {@code attune help}, which unlike picocli's own also takes the commands of a command. */
@Command(
        name = "help",
        description = "Shows the help of a command.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        helpCommand = true)
final class HelpCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "Such as adapt, or corpus build. Default: the program itself.")
    private List<String> names = new ArrayList<>();

    @Override
    public void run() {
        CommandLine command = spec.parent().commandLine();
        for (String name : names) {
            CommandLine inner = command.getSubcommands().get(name);
            if (inner == null) {
                throw new UnmatchedArgumentException(command, List.of(name));
            }
            command = inner;
        }
        command.usage(command.getOut());
    }
}
