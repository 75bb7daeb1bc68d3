package attune.cli;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's help, 80 columns wide: everyday options first, expert ones by topic if all are asked for, then examples
 * to copy. Lines break only at spaces, so that names such as {@code lstm:UNITS} stay whole; picocli's own layout breaks
 * them at colons.
 */
final class HelpText {
    /** With {@code --help}: expert options, too. */
    static final String ALL = "--all";

    private static final int WIDTH = 80;
    /** Where descriptions begin. */
    private static final int INDENT = 27;

    private static final int CODE_INDENT = 7;

    /** The place of options that claim none. */
    private static final int MIDDLE = 50;

    private static final String GAP = "  ";

    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    private HelpText(CommandSpec command) {
        this.command = command;
    }

    static String of(CommandSpec command) {
        return new HelpText(command).write();
    }

    private String write() {
        line(Wrapped.lines("Usage: " + usage(), WIDTH, 7));
        line("");
        line(Wrapped.lines(String.join(" ", command.usageMessage().description()), WIDTH, 0));
        entries("", command.positionalParameters().stream().map(HelpText::entry).toList());
        if (command.subcommands().isEmpty()) {
            options();
        } else {
            subcommands();
        }
        codes();
        for (String line : command.usageMessage().footer()) {
            line(line);
        }
        return text.toString();
    }

    /** What must be given, and a hint that there is more. */
    private String usage() {
        List<String> words = new ArrayList<>(List.of(command.qualifiedName()));
        if (!command.subcommands().isEmpty()) {
            words.add("COMMAND");
            return String.join(" ", words);
        }
        command.options().stream()
                .filter(ArgSpec::required)
                .forEach(option -> words.add(option.shortestName() + parameter(option)));
        words.add("[OPTIONS]");
        command.positionalParameters().forEach(each -> words.add(each.paramLabel() + (isList(each) ? "..." : "")));
        return String.join(" ", words);
    }

    private void options() {
        List<OptionSpec> shown = command.options().stream()
                .filter(option -> !option.hidden() && !option.versionHelp()) // attune --version says it
                .sorted(Comparator.comparingInt(HelpText::place))
                .toList();
        entries(
                "Options",
                shown.stream()
                        .filter(option -> topic(option).isEmpty())
                        .map(HelpText::entry)
                        .toList());
        List<OptionSpec> expert =
                shown.stream().filter(option -> topic(option).isPresent()).toList();
        if (expert.isEmpty()) {
            return;
        }
        if (!everything()) {
            line("");
            line(expert.size() + " more options: " + command.qualifiedName() + " --help " + ALL);
            return;
        }
        for (Topic topic : Topic.values()) {
            entries(
                    topic.heading(),
                    expert.stream()
                            .filter(option -> topic(option).equals(Optional.of(topic)))
                            .map(HelpText::entry)
                            .toList());
        }
    }

    private static int place(OptionSpec option) {
        if (option.usageHelp()) {
            return Integer.MAX_VALUE;
        }
        return option.order() < 0 ? MIDDLE : option.order();
    }

    private boolean everything() {
        OptionSpec all = command.findOption(ALL);
        return all != null && Boolean.TRUE.equals(all.getValue());
    }

    private static Optional<Topic> topic(OptionSpec option) {
        return option.userObject() instanceof AnnotatedElement field
                ? Optional.ofNullable(field.getAnnotation(Expert.class)).map(Expert::value)
                : Optional.empty();
    }

    private void subcommands() {
        entries(
                "Commands",
                command.subcommands().values().stream()
                        .distinct()
                        .map(each -> each.getCommandSpec())
                        .map(each -> new Entry(
                                String.join(", ", each.names()),
                                String.join(" ", each.usageMessage().description())))
                        .toList());
        line("");
        line("Options of a command: " + command.qualifiedName() + " COMMAND --help");
    }

    private void codes() {
        List<Entry> codes = command.usageMessage().exitCodeList().entrySet().stream()
                .map(code -> new Entry(code.getKey().strip(), code.getValue()))
                .toList();
        entries("Exit codes", codes, CODE_INDENT);
    }

    /** A name and its description. */
    private record Entry(String name, String description) {}

    private static Entry entry(OptionSpec option) {
        String longest = option.longestName();
        String shortest = option.shortestName();
        String names = shortest.equals(longest) ? "    " + longest : shortest + ", " + longest;
        boolean negated = option.negatable() && "true".equals(option.defaultValue());
        String shown = negated ? names.replace("--", "--no-") : names;
        return new Entry(shown + parameter(option), description(option));
    }

    private static Entry entry(PositionalParamSpec parameter) {
        return new Entry(parameter.paramLabel() + (isList(parameter) ? "..." : ""), description(parameter));
    }

    private static String description(ArgSpec argument) {
        return Ansi.OFF.string(String.join(" ", argument.description())).replace("%n", " ");
    }

    /** What follows an option's name, such as {@code MANIFEST...}. */
    private static String parameter(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        return " " + option.paramLabel() + (option.arity().max() > 1 ? "..." : "");
    }

    private static boolean isList(PositionalParamSpec parameter) {
        return parameter.arity().max() > 1;
    }

    private void entries(String heading, List<Entry> entries) {
        entries(heading, entries, INDENT);
    }

    private void entries(String heading, List<Entry> entries, int indent) {
        if (entries.isEmpty()) {
            return;
        }
        line("");
        if (!heading.isEmpty()) {
            line(heading + ":");
        }
        for (Entry entry : entries) {
            String name = GAP + entry.name;
            List<String> lines = Wrapped.lines(entry.description, WIDTH - indent, 0);
            boolean beside = name.length() + GAP.length() <= indent;
            if (!beside) {
                line(name);
            }
            for (int i = 0; i < lines.size(); i++) {
                String before = beside && i == 0 ? name : "";
                line(before + " ".repeat(indent - before.length()) + lines.get(i));
            }
        }
    }

    private void line(List<String> lines) {
        lines.forEach(this::line);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append(System.lineSeparator());
    }
}
