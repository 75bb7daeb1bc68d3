package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of the tour prints what the tour says. Training is cut short, by a configuration file, and processors
 * round differently: so numbers are compared by their places alone, and of transcripts and classes no more than that there are
 * some.
 * A line of … stands for any lines.
 */
class TourIT {
    private static final Path PROJECT = Path.of("").toAbsolutePath();
    /** What the tour's commands name. */
    private static final List<String> PARTS = List.of("scripts", "models", "corpora");

    private static final String ANY_LINES = "…";
    private static final int MOST_MINUTES = 5;
    /** Columns become wider and rules longer with their contents. */
    private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(?:[.,:]\\d+)*(?:e-\\d+)?");

    @TempDir
    static Path folder;

    /** A command and the lines below it. */
    private record Shown(String command, List<String> output) {}

    @BeforeAll
    static void project() throws IOException {
        for (String part : PARTS) {
            Files.createSymbolicLink(folder.resolve(part), PROJECT.resolve(part));
        }
        Files.writeString(folder.resolve("short.conf"), """
                [adapt]
                epochs = 2
                [image adapt]
                epochs = 1
                """);
    }

    @AfterAll
    static void unlink() throws IOException {
        for (String part : PARTS) {
            Files.delete(folder.resolve(part));
        }
    }

    @Test
    void theTourTellsTheTruth() throws IOException, InterruptedException {
        ExternalTools.require("bash", "sox"); // sox plays the part of a microphone
        List<Shown> tour = shown(PROJECT.resolve("docs/tour.md"));
        assertThat(tour).hasSizeGreaterThan(8);
        for (Shown step : tour) {
            follow(step);
        }
    }

    @Test
    void theReadmeShowsPartsOfTheTour() throws IOException {
        List<Shown> tour = shown(PROJECT.resolve("docs/tour.md"));
        List<Shown> readme = shown(PROJECT.resolve("README.md"));
        assertThat(readme)
                .isNotEmpty()
                .allSatisfy(step -> assertThat(tour)
                        .filteredOn(other -> other.command.equals(step.command))
                        .singleElement()
                        .satisfies(other ->
                                assertThat(matches(step.output, other.output)).isTrue()));
    }

    private static void follow(Shown step) throws IOException, InterruptedException {
        Path output = folder.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", step.command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("ATTUNE_CONFIG", folder.resolve("short.conf").toString());
        builder.environment().put("ATTUNE_CACHE", folder.resolve("cache").toString());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(MOST_MINUTES, TimeUnit.MINUTES))
                .as(step.command)
                .isTrue();
        List<String> printed = Files.readAllLines(output, StandardCharsets.UTF_8);
        if (step.command.contains(" transcribe ") || step.command.contains(" classify ")) {
            assertThat(printed).as(step.command).hasSameSizeAs(step.output).noneMatch(line -> line.contains("attune:"));
        } else {
            assertThat(matches(masked(step.output), masked(printed)))
                    .as("%s%nshould print%n%s%nbut prints%n%s", step.command, text(step.output), text(printed))
                    .isTrue();
        }
    }

    /** Whether lines are as a page shows them. */
    private static boolean matches(List<String> shown, List<String> printed) {
        if (shown.isEmpty()) {
            return printed.isEmpty();
        }
        if (!shown.get(0).equals(ANY_LINES)) {
            return !printed.isEmpty()
                    && shown.get(0).equals(printed.get(0))
                    && matches(shown.subList(1, shown.size()), printed.subList(1, printed.size()));
        }
        for (int skipped = 0; skipped <= printed.size(); skipped++) {
            if (matches(shown.subList(1, shown.size()), printed.subList(skipped, printed.size()))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> masked(List<String> lines) {
        return lines.stream()
                .map(line -> NUMBER.matcher(line).replaceAll("#"))
                .map(line -> line.replaceAll(", best\\b", "").replaceAll("# (s|min) left", "# left"))
                .map(line -> line.replaceAll(" +", " ").strip())
                .toList();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }

    /** The commands in a page's blocks, each after a dollar sign, with what is shown below them. */
    private static List<Shown> shown(Path page) throws IOException {
        List<Shown> all = new ArrayList<>();
        boolean inBlock = false;
        StringBuilder command = new StringBuilder();
        for (String line : Files.readAllLines(page)) {
            if (line.startsWith("```")) {
                inBlock = line.equals("```console");
            } else if (inBlock && (line.startsWith("$ ") || command.toString().endsWith("\\"))) {
                String words = line.startsWith("$ ") ? line.substring(2) : line.strip();
                String begun = command.toString().replaceFirst("\\\\$", "");
                command = new StringBuilder(begun).append(words);
                if (!words.endsWith("\\")) {
                    all.add(new Shown(command.toString(), new ArrayList<>()));
                    command = new StringBuilder();
                }
            } else if (inBlock) {
                all.get(all.size() - 1).output.add(line);
            }
        }
        return all;
    }
}
