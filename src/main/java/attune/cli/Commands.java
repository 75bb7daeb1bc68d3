package attune.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/** The program's commands. A run makes only those that it needs: reading the options of all is a third of a short start. */
final class Commands {
    private static final List<Class<?>> OURS = List.of(
            AdaptCommand.class,
            TranscribeCommand.class,
            ServeCommand.class,
            AlignCommand.class,
            CorpusCommand.class,
            EvaluateCommand.class,
            MergeCommand.class,
            BlendCommand.class,
            ProbeCommand.class,
            ReproduceCommand.class,
            PlanCommand.class,
            InspectCommand.class,
            PretrainCommand.class,
            SweepCommand.class,
            ImportCommand.class,
            AugmentCommand.class,
            LmCommand.class,
            ImageCommand.class,
            DevicesCommand.class,
            HelpCommand.class);

    /** Picocli's own, whose description is a template for its layout of help. */
    private static final Class<?> COMPLETION = AutoComplete.GenerateCompletion.class;

    private static final String COMPLETION_DESCRIPTION =
            "Prints a script for Bash and zsh that completes commands, options and files: source <(attune"
                    + " generate-completion)";

    private static final String DOCTOR = "doctor";
    private static final Set<String> ABOUT_THE_PROGRAM = Set.of("-h", "--help", "-V", "--version");

    private Commands() {}

    /** The program with whatever the arguments need: one command, the names of all, or all. */
    static CommandLine of(String... arguments) {
        if (arguments.length == 1 && ABOUT_THE_PROGRAM.contains(arguments[0])) {
            return listed();
        }
        Optional<Class<?>> named = OURS.stream()
                .filter(command -> arguments.length > 0 && names(command).contains(arguments[0]))
                .filter(command -> command != HelpCommand.class) // which tells of all
                .findFirst();
        return named.map(command -> program().addSubcommand(command)).orElseGet(Commands::all);
    }

    /** The program with all commands. */
    static CommandLine all() {
        CommandLine program = program();
        OURS.forEach(program::addSubcommand);
        CommandLine completion = new CommandLine(COMPLETION);
        completion.getCommandSpec().usageMessage().description(COMPLETION_DESCRIPTION);
        program.addSubcommand(completion);
        return program.addSubcommand(DOCTOR, new CommandLine(new CorpusCheckCommand()).setCommandName(DOCTOR));
    }

    /** The program with the commands' names and descriptions, without their options. */
    private static CommandLine listed() {
        CommandLine program = program();
        OURS.stream().map(Commands::listed).forEach(program::addSubcommand);
        program.addSubcommand(listed(described(COMPLETION).name(), COMPLETION_DESCRIPTION));
        String[] doctor = described(CorpusCheckCommand.class).description();
        return program.addSubcommand(listed(DOCTOR, doctor));
    }

    private static CommandSpec listed(Class<?> command) {
        Command described = described(command);
        return listed(described.name(), described.description()).aliases(described.aliases());
    }

    private static CommandSpec listed(String name, String... description) {
        CommandSpec listed = CommandSpec.create().name(name);
        listed.usageMessage().description(description);
        return listed;
    }

    private static Command described(Class<?> command) {
        return Objects.requireNonNull(command.getAnnotation(Command.class), command.getName());
    }

    private static CommandLine program() {
        return new CommandLine(new AttuneCommand());
    }

    private static List<String> names(Class<?> command) {
        Command described = described(command);
        List<String> names = new ArrayList<>(Arrays.asList(described.aliases()));
        names.add(described.name());
        return names;
    }
}
