package attune.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The machine's processor, as far as the system tells.
 *
 * @param name as its maker calls it; elsewhere than on Linux only the architecture
 * @param flags the extensions that Linux lists
 */
public record Processor(String name, List<String> flags) {
    private static final Path LINUX = Path.of("/proc/cpuinfo");

    /** Copies the list. */
    public Processor {
        flags = List.copyOf(flags);
    }

    /**
     * The one that runs this program.
     *
     * @return its name and extensions
     */
    public static Processor here() {
        String architecture = System.getProperty("os.arch");
        try {
            List<String> lines = Files.readAllLines(LINUX);
            return new Processor(
                    value(lines, "model name").orElse(architecture),
                    List.of(value(lines, "flags").orElse("").split(" ", -1)));
        } catch (IOException e) { // not Linux
            return new Processor(architecture, List.of());
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }
}
