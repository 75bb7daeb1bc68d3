package attune.cli;

import attune.fault.UserFault;
import attune.shards.JoinedParts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;

/** {@code attune merge}. */
@Command(
        name = "merge",
        description =
                "Joins the parts that a command made with --shard, and ends the command as if one machine had done"
                        + " all of it, with the same output.",
        footer = {
            "",
            "Exit code: that of the command; 2 if parts are missing, with their names.",
            "",
            "Example:",
            "  attune transcribe -m source-en calls --format srt -o srt --shard 1/2 --parts p",
            "  attune transcribe -m source-en calls --format srt -o srt --shard 2/2 --parts p",
            "  attune merge p -o srt"
        })
final class MergeCommand extends SubCommand {
    private static final String OUT = "--out";

    @Parameters(
            arity = "1..*",
            paramLabel = "PARTS",
            description = "The folder of all parts, or their files. Paths in their command are looked up from here.")
    private List<Path> parts = new ArrayList<>();

    @Option(
            names = {"-o", OUT},
            paramLabel = "PATH",
            description = "Where the output goes; needed if the command had one.")
    private @Nullable Path out;

    @Override
    int execute() throws IOException {
        JoinedParts joined = JoinedParts.find(parts);
        List<String> typed = joined.arguments();
        ParseResult parsed =
                Main.commandLine(out(), err()).setExpandAtFiles(false).parseArgs(typed.toArray(String[]::new));
        while (parsed.hasSubcommand()) {
            parsed = parsed.subcommand();
        }
        CommandSpec spec = parsed.commandSpec();
        if (!(spec.userObject() instanceof SubCommand command) || !(command instanceof Sharded sharded)) {
            throw new UserFault(joined.files().get(0).toString(), "is of a command without parts", "give others");
        }
        confine(spec, parsed.hasMatchedOption(OUT));
        tell("attune " + String.join(" ", typed));
        sharded.shards().join(joined);
        return command.call();
    }

    /** Parts may come from strangers: nothing is written but what the user of this command names. */
    private void confine(CommandSpec command, boolean wrote) {
        if (wrote && out == null) {
            throw new UserFault(OUT, "is missing", "say where the output of " + command.qualifiedName() + " goes");
        }
        if (!wrote && out != null) {
            throw new UserFault(OUT, command.qualifiedName() + " printed its output", "leave it out");
        }
        if (out != null) {
            set(command, OUT, out);
        }
        set(command, "--overwrite", false);
        set(command, "--cache", null);
        set(command, "--trn", null);
    }

    private static void set(CommandSpec command, String name, @Nullable Object value) {
        OptionSpec option = command.findOption(name);
        if (option != null) {
            option.setValue(value);
        }
    }
}
