package attune.cli;

import attune.fault.NearestNames;
import attune.fault.UserFault;
import attune.files.TextFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options from a file and the environment, as if they had been typed after those that were. A line is
 * {@code name = value}, a list has a line for each value, a flag is true or false, a line that begins with {@code #} is a
 * comment. Lines under {@code [adapt]} or {@code [image adapt]} are for that command alone and come before those above
 * all sections, which are for every command that has such an option. A model that nobody names is that of
 * {@code ATTUNE_MODEL}.
 */
final class ConfigFile implements IParameterPreprocessor {
    private static final String OPTION = "--config";
    private static final String VARIABLE = "ATTUNE_CONFIG";
    private static final String MODEL = "--model";
    private static final String END_OF_OPTIONS = "--";

    /** A line that sets an option. */
    private record Setting(String section, String name, String value, String where) {
        boolean isForAll() {
            return section.isEmpty();
        }
    }

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's interface wants a Stack
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, @Nullable ArgSpec argument, Map<String, Object> info) {
        List<String> typed = new ArrayList<>(arguments);
        Collections.reverse(typed); // the next argument is on top
        int end = typed.indexOf(END_OF_OPTIONS);
        List<String> options = end < 0 ? typed : typed.subList(0, end);
        if (options.stream().anyMatch(Set.of("-h", "--help", "-V", "--version")::contains)) {
            return false; // help must come even where the file is wrong
        }
        List<String> added = added(options, command);
        List<String> all = new ArrayList<>(typed);
        all.addAll(options.size(), added);
        Collections.reverse(all);
        arguments.clear();
        arguments.addAll(all);
        return false;
    }

    private static List<String> added(List<String> typed, CommandSpec command) {
        Set<OptionSpec> given = given(typed, command);
        List<String> added = new ArrayList<>();
        Optional<String> named = named(typed);
        String source = named.isPresent() ? OPTION : VARIABLE;
        named.or(() -> environment(VARIABLE))
                .ifPresent(file -> chosen(source, Path.of(file), command, given)
                        .forEach(setting -> argument(setting, command).ifPresent(added::add)));
        given.addAll(given(added, command));
        OptionSpec model = command.findOption(MODEL);
        if (model != null && takesBundle(model) && model.required() && !given.contains(model)) {
            environment("ATTUNE_MODEL").ifPresent(name -> added.add(MODEL + "=" + name));
        }
        return added;
    }

    /**
     * Where the file sets an option.
     *
     * @param option that has a wrong value
     * @param message about the value, which it names; of a list's values it may be any
     * @param typed the program's arguments
     * @return file and line; empty if it was typed
     */
    static Optional<String> placeOf(OptionSpec option, String message, List<String> typed, CommandSpec command) {
        Set<OptionSpec> given = given(typed, command);
        if (given.contains(option)) {
            return Optional.empty();
        }
        Optional<String> file = named(typed).or(() -> environment(VARIABLE));
        return file.flatMap(name -> chosen(OPTION, Path.of(name), command, given).stream()
                .filter(setting -> option(command, "--" + setting.name).equals(Optional.of(option)))
                .filter(setting -> message.contains("'" + setting.value + "'"))
                .map(Setting::where)
                .findFirst());
    }

    /** Not so the language model of {@code lm perplexity}. */
    private static boolean takesBundle(OptionSpec model) {
        return Arrays.stream(model.converters()).anyMatch(ModelPath.class::isInstance);
    }

    private static Optional<String> environment(String name) {
        return Optional.ofNullable(System.getenv(name)).filter(value -> !value.isEmpty());
    }

    private static Optional<String> named(List<String> typed) {
        for (int i = 0; i < typed.size(); i++) {
            if (typed.get(i).equals(OPTION) && i + 1 < typed.size()) {
                return Optional.of(typed.get(i + 1));
            }
            if (typed.get(i).startsWith(OPTION + "=")) {
                return Optional.of(typed.get(i).substring(OPTION.length() + 1));
            }
        }
        return Optional.empty();
    }

    /** The options typed, which are not taken from the file. */
    private static Set<OptionSpec> given(List<String> typed, CommandSpec command) {
        Set<OptionSpec> given = new HashSet<>();
        for (String word : typed) {
            Optional<OptionSpec> option = option(command, word.split("=", 2)[0]);
            option.ifPresent(given::add);
            if (option.isEmpty() && word.matches("-[a-zA-Z].+")) {
                given.addAll(cluster(word, command));
            }
        }
        return given;
    }

    /** Flags and an option with its value in one word, such as {@code -qmsource-en}. */
    private static List<OptionSpec> cluster(String word, CommandSpec command) {
        List<OptionSpec> options = new ArrayList<>();
        for (char letter : word.substring(1).toCharArray()) {
            Optional<OptionSpec> option = option(command, "-" + letter);
            option.ifPresent(options::add);
            if (option.isEmpty() || option.get().arity().max() > 0) {
                break;
            }
        }
        return options;
    }

    private static Optional<OptionSpec> option(CommandSpec command, String name) {
        return Optional.ofNullable(command.optionsMap().get(name))
                .or(() -> Optional.ofNullable(command.negatedOptionsMap().get(name)));
    }

    /** The file's settings for a command, without those of options that were typed. */
    private static List<Setting> chosen(String source, Path file, CommandSpec command, Set<OptionSpec> given) {
        Map<String, CommandSpec> sections = sections(Commands.all().getCommandSpec());
        List<Setting> settings = new ArrayList<>();
        for (Setting setting : settings(source, file, sections, command)) {
            check(setting, sections, command);
            CommandSpec section = sections.get(setting.section);
            boolean ours = setting.isForAll()
                    || (section != null && section.qualifiedName().equals(command.qualifiedName()));
            if (ours && option(command, "--" + setting.name).isPresent()) {
                settings.add(setting);
            }
        }
        Set<String> own = settings.stream()
                .filter(setting -> !setting.isForAll())
                .map(Setting::name)
                .collect(Collectors.toSet());
        return settings.stream()
                .filter(setting -> !setting.isForAll() || !own.contains(setting.name))
                .filter(setting -> option(command, "--" + setting.name)
                        .filter(option -> !given.contains(option))
                        .isPresent())
                .toList();
    }

    /** Every command by its name, such as {@code image adapt}, and by its aliases. */
    private static Map<String, CommandSpec> sections(CommandSpec root) {
        Map<String, CommandSpec> sections = new HashMap<>();
        addSections(root, "", sections);
        return sections;
    }

    private static void addSections(CommandSpec parent, String prefix, Map<String, CommandSpec> sections) {
        parent.subcommands().forEach((name, command) -> {
            sections.put(prefix + name, command.getCommandSpec());
            addSections(command.getCommandSpec(), prefix + name + " ", sections);
        });
    }

    /** Refuses what can only be a slip, whichever command is run. */
    private static void check(Setting setting, Map<String, CommandSpec> sections, CommandSpec command) {
        String name = "--" + setting.name;
        if (setting.isForAll()) {
            if (sections.values().stream().noneMatch(any -> option(any, name).isPresent())) {
                throw wrong(command, setting.where, "no command has an option " + name, "correct the name");
            }
            return;
        }
        if (option(Objects.requireNonNull(sections.get(setting.section)), name).isEmpty()) {
            throw wrong(
                    command,
                    setting.where,
                    setting.section + " has no option " + name,
                    "see attune " + setting.section + " --help --all");
        }
    }

    private static Optional<String> argument(Setting setting, CommandSpec command) {
        String name = "--" + setting.name;
        OptionSpec option = option(command, name).orElseThrow();
        if (option.arity().max() > 0) {
            return Optional.of(name + "=" + setting.value);
        }
        return switch (setting.value.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(name);
            case "false" -> option.negatable() ? Optional.of("--no-" + setting.name) : Optional.empty();
            default -> throw wrong(command, setting.where, name + " is '" + setting.value + "'", "write true or false");
        };
    }

    private static List<Setting> settings(
            String source, Path file, Map<String, CommandSpec> sections, CommandSpec command) {
        List<Setting> settings = new ArrayList<>();
        String section = "";
        int number = 0;
        for (String line : lines(source, file, command)) {
            number++;
            String text = line.strip();
            String where = file + ":" + number;
            String[] parts = text.split("=", 2);
            if (text.isEmpty() || text.startsWith("#")) {
                continue;
            }
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1).strip();
                if (!sections.containsKey(section)) {
                    String near = NearestNames.of(section, sections.keySet());
                    throw wrong(command, where, "'" + section + "' is not a command", "the nearest are " + near);
                }
            } else if (parts.length == 2) {
                settings.add(new Setting(section, parts[0].strip(), parts[1].strip(), where));
            } else {
                throw wrong(
                        command,
                        where,
                        "'" + text + "' has no equals sign",
                        "write NAME = VALUE, or # before a comment");
            }
        }
        return settings;
    }

    private static List<String> lines(String source, Path file, CommandSpec command) {
        try {
            return TextFile.read(file, "options file").lines().toList();
        } catch (UserFault e) {
            throw new ParameterException(command.commandLine(), source, e.within(source));
        }
    }

    private static ParameterException wrong(CommandSpec command, String where, String problem, String remedy) {
        return new ParameterException(command.commandLine(), where, new UserFault(where, problem, remedy));
    }
}
