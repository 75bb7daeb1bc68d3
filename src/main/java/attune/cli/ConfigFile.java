package attune.cli;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Options from a file and the environment, as if typed after those on the command line. A line is {@code name = value},
 * a list has a line for each value, a flag is true or false, {@code #} begins a comment. Lines below {@code [adapt]} or
 * {@code [image adapt]} apply to that command alone, those above to every command that has such an option. Where no
 * model is given, {@code ATTUNE_MODEL} names it.
 */
final class ConfigFile implements IParameterPreprocessor {
    private static final String OPTION = "--config";
    private static final String MODEL = "--model";
    private static final String END_OF_OPTIONS = "--";

    /** A line that sets an option. */
    private record Setting(String section, String name, String value, String where) {}

    @Override
    @SuppressWarnings("JdkObsolete") // picocli's interface wants a Stack
    public boolean preprocess(
            Stack<String> arguments, CommandSpec command, @Nullable ArgSpec argument, Map<String, Object> info) {
        List<String> typed = new ArrayList<>(arguments);
        Collections.reverse(typed); // the next argument is on top
        Set<OptionSpec> given = given(typed, command);
        List<String> added = new ArrayList<>();
        named(typed)
                .or(() -> environment("ATTUNE_CONFIG"))
                .ifPresent(file -> added.addAll(added(Path.of(file), command, given)));
        given.addAll(given(added, command));
        OptionSpec model = command.findOption(MODEL);
        if (model != null && model.required() && !given.contains(model)) {
            environment("ATTUNE_MODEL").ifPresent(name -> added.add(MODEL + "=" + name));
        }
        int end = typed.indexOf(END_OF_OPTIONS);
        typed.addAll(end < 0 ? typed.size() : end, added);
        Collections.reverse(typed);
        arguments.clear();
        arguments.addAll(typed);
        return false;
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
            OptionSpec option = option(command, word.split("=", 2)[0]);
            if (option == null && word.matches("-[a-zA-Z].+")) { // a value directly after a short name
                option = option(command, word.substring(0, 2));
            }
            if (option != null) {
                given.add(option);
            }
        }
        return given;
    }

    private static @Nullable OptionSpec option(CommandSpec command, String name) {
        OptionSpec option = command.optionsMap().get(name);
        return option == null ? command.negatedOptionsMap().get(name) : option;
    }

    private static List<String> added(Path file, CommandSpec command, Set<OptionSpec> given) {
        String own = command.qualifiedName().replaceFirst("^attune ", "");
        List<String> added = new ArrayList<>();
        for (Setting setting : settings(file, command)) {
            boolean forAll = setting.section.isEmpty();
            if (!forAll && !setting.section.equals(own)) {
                continue;
            }
            OptionSpec option = option(command, "--" + setting.name);
            if (option == null && !forAll) {
                throw wrong(
                        command,
                        setting.where,
                        own + " has no option --" + setting.name,
                        "see attune " + own + " --help --all");
            }
            if (option != null && !given.contains(option)) {
                argument(option, setting, command).ifPresent(added::add);
            }
        }
        return added;
    }

    private static Optional<String> argument(OptionSpec option, Setting setting, CommandSpec command) {
        String name = "--" + setting.name;
        if (option.arity().max() > 0) {
            return Optional.of(name + "=" + setting.value);
        }
        return switch (setting.value.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(name);
            case "false" -> Optional.empty();
            default -> throw wrong(command, setting.where, name + " is '" + setting.value + "'", "write true or false");
        };
    }

    private static List<Setting> settings(Path file, CommandSpec command) {
        List<Setting> settings = new ArrayList<>();
        String section = "";
        int number = 0;
        for (String line : lines(file, command)) {
            number++;
            String text = line.strip();
            String where = file + ":" + number;
            String[] parts = text.split("=", 2);
            if (text.startsWith("[") && text.endsWith("]")) {
                section = text.substring(1, text.length() - 1).strip();
            } else if (parts.length == 2) {
                settings.add(new Setting(section, parts[0].strip(), parts[1].strip(), where));
            } else if (!text.isEmpty() && !text.startsWith("#")) {
                throw wrong(
                        command,
                        where,
                        "'" + text + "' has no equals sign",
                        "write NAME = VALUE, or # before a comment");
            }
        }
        return settings;
    }

    private static List<String> lines(Path file, CommandSpec command) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw wrong(command, OPTION + " " + file, "cannot be read (" + e.getMessage() + ")", "check the path");
        }
    }

    private static ParameterException wrong(CommandSpec command, String where, String problem, String remedy) {
        return new ParameterException(command.commandLine(), where, new UserFault(where, problem, remedy));
    }
}
