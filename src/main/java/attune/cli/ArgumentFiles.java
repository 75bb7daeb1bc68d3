package attune.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Files whose words stand for {@code @FILE} on the command line. The parser, which reads them, says nothing of those that
 * it cannot read.
 */
final class ArgumentFiles {
    private ArgumentFiles() {}

    /**
     * What is wrong with the files that were typed: one that is not there stays as it was typed, and one within itself is
     * left out.
     */
    static Optional<String> fault(String[] arguments, CommandSpec command) {
        return IntStream.range(0, arguments.length)
                .filter(i -> isFileOfWords(arguments[i]) && (i == 0 || !takesValue(arguments[i - 1], command)))
                .mapToObj(i -> fileOfWords(arguments[i], Set.of()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static boolean isFileOfWords(String word) {
        return word.matches("@\\S+");
    }

    private static boolean takesValue(String word, CommandSpec command) {
        OptionSpec option = command.optionsMap().get(word);
        return option == null ? word.matches("-[^=-][^=]*") : option.arity().max() > 0;
    }

    /** What is wrong with a file of arguments, or with one that it names. */
    private static Optional<String> fileOfWords(String word, Set<File> around) {
        File file = new File(word.substring(1)); // which, unlike a path, may have any name
        if (!file.exists()) {
            return Optional.of(word + ": no such file of arguments; check the path");
        }
        if (around.contains(file)) {
            return Optional.of(word + ": is a file of arguments that names itself; take the word out of it");
        }
        Set<File> within = new HashSet<>(around);
        within.add(file);
        try {
            return Arrays.stream(Files.readString(file.toPath()).split("\\s+", -1))
                    .filter(ArgumentFiles::isFileOfWords)
                    .flatMap(inner -> fileOfWords(inner, within).stream())
                    .findFirst();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // the complaint at hand is told instead
        }
    }
}
