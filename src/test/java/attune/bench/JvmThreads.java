package attune.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of the JVM's own threads, which have no stack of Java's: Linux knows them by name. */
final class JvmThreads {
    static final String COMPILATION = "compilation";
    static final String GARBAGE = "garbage collection";
    /** Which stops the others to look at their stacks. */
    static final String SAMPLING = "sampling";

    private static final Map<String, String> BEGINNINGS = Map.of(
            "C1 Compiler", COMPILATION,
            "C2 Compiler", COMPILATION,
            "GC Thread", GARBAGE,
            "VM Thread", SAMPLING);

    private JvmThreads() {}

    /** Seconds since the process began, by what is done. */
    static Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
            threads.forEach(thread -> add(thread, seconds));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return seconds;
    }

    private static void add(Path thread, Map<String, Double> seconds) {
        try {
            String name = Files.readString(thread.resolve("comm"));
            String[] times = Files.readString(thread.resolve("schedstat")).split(" ", 2);
            BEGINNINGS.forEach((beginning, work) -> {
                if (name.startsWith(beginning)) {
                    seconds.merge(work, Long.parseLong(times[0]) / 1e9, Double::sum);
                }
            });
        } catch (IOException e) {
            return; // it has just ended
        }
    }
}
