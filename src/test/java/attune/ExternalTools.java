package attune;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/** Programs that some tests compare us with. */
public final class ExternalTools {

    private ExternalTools() {}

    /**
     * Skips the running test, with its reason printed, if a program is not installed; under {@code
     * -Dattune.allTools=true} its absence fails the test.
     */
    public static void require(String... programs) {
        for (String program : programs) {
            if (find(program).isEmpty()) {
                skip("needs the program " + program + ", which is not on PATH");
            }
        }
    }

    /** The same for a {@code python3} that has a module. */
    public static void requirePython(String module) throws IOException, InterruptedException {
        require("python3");
        Process process = new ProcessBuilder("python3", "-c", "import " + module)
                .redirectErrorStream(true)
                .start();
        process.getInputStream().readAllBytes();
        if (process.waitFor() != 0) {
            skip("needs Python's module " + module + ", which the python3 on PATH does not have");
        }
    }

    /** The same for files that a program's own installer has brought, as {@code .ci/run} does. */
    public static void requireFiles(Path... files) {
        for (Path file : files) {
            if (!Files.exists(file)) {
                skip("needs " + file + "; .ci/run installs it");
            }
        }
    }

    private static void skip(String reason) {
        if (Boolean.getBoolean("attune.allTools")) {
            throw new AssertionError(reason);
        }
        System.out.println("skipped: " + reason);
        Assumptions.abort(reason);
    }

    /** Runs a program to its end and fails the test if it fails. */
    public static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new AssertionError(String.join(" ", command) + " failed: " + output);
        }
        return output;
    }

    /** Where a program is that {@link #require} has found. */
    public static String path(String program) {
        return find(program).orElseThrow().toString();
    }

    private static Optional<Path> find(String program) {
        return Arrays.stream(System.getenv("PATH").split(java.io.File.pathSeparator))
                .map(folder -> Path.of(folder).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
