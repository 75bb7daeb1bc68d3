package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the pages tell people to type is what the program understands. That it does what they say is for the tour's test. */
class DocumentedCommandsTest {
    /** To a file, perhaps to a heading in it. */
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

    private static final String PROGRAM = "scripts/attune ";

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(Path.of("docs"))) {
            List<Path> pages =
                    new ArrayList<>(docs.filter(file -> file.toString().endsWith(".md"))
                            .sorted()
                            .toList());
            pages.add(Path.of("README.md"));
            return pages.stream().filter(page -> !commands(page).isEmpty()).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void isUnderstood(Path page) {
        for (String command : commands(page)) {
            var program = Main.commandLine(new PrintWriter(Writer.nullWriter()), new PrintWriter(Writer.nullWriter()));
            assertThatCode(() -> program.parseArgs(CommandLines.words(command)))
                    .as(command)
                    .doesNotThrowAnyException();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksToFilesThatAreThere(Path page) {
        Path folder = page.toAbsolutePath().resolveSibling("");
        Matcher links = LINK.matcher(String.join("\n", lines(page)));
        while (links.find()) {
            assertThat(folder.resolve(links.group(1))).exists();
        }
    }

    /** The program's arguments in each command in a page's blocks, without what comes before and after in a pipe. */
    private static List<String> commands(Path page) {
        List<String> commands = new ArrayList<>();
        boolean inBlock = false;
        String begun = "";
        for (String line : lines(page)) {
            if (line.startsWith("```")) {
                inBlock = !inBlock;
                begun = "";
                continue;
            }
            String whole = begun + line.strip();
            if (whole.endsWith("\\")) {
                begun = whole.substring(0, whole.length() - 1);
                continue;
            }
            begun = "";
            int from = whole.indexOf(PROGRAM);
            if (inBlock && from >= 0 && !whole.contains("COMMAND")) {
                commands.add(whole.substring(from + PROGRAM.length()).split(" [|>] | \\$resume", 2)[0]);
            }
        }
        return commands;
    }

    private static List<String> lines(Path page) {
        try {
            return Files.readAllLines(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
