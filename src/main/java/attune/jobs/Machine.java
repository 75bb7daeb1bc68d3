package attune.jobs;

import attune.audio.AudioReader;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The machine's processor, memory and helper programs, as far as this system tells. */
final class Machine {
    private static final Path LINUX_PROCESSOR = Path.of("/proc/cpuinfo");
    private static final double GIB = 1024.0 * 1024 * 1024;
    /** What the kernels of our libraries ask for. */
    private static final List<String> EXTENSIONS = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    private Machine() {}

    /** A line for each finding. */
    static List<String> lines() {
        return List.of("processor: " + processor(), "memory: " + memory(), "audio: " + audio());
    }

    private static String processor() {
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        try {
            List<String> lines = Files.readAllLines(LINUX_PROCESSOR);
            String name = value(lines, "model name").orElse(System.getProperty("os.arch"));
            List<String> flags = List.of(value(lines, "flags").orElse("").split(" ", -1));
            return Stream.concat(Stream.of(name, cores), EXTENSIONS.stream().filter(flags::contains))
                    .reduce((all, next) -> all + ", " + next)
                    .orElseThrow();
        } catch (IOException e) { // not Linux
            return System.getProperty("os.arch") + ", " + cores;
        }
    }

    private static Optional<String> value(List<String> lines, String key) {
        return lines.stream()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst();
    }

    private static String memory() {
        long all =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return String.format(
                Locale.ROOT,
                "%.1f GiB, of which Java uses up to %.1f (ATTUNE_JAVA_OPTS=-Xmx8g changes that)",
                all / GIB,
                Runtime.getRuntime().maxMemory() / GIB);
    }

    private static String audio() {
        return "WAV, FLAC, MP3, Ogg Vorbis"
                + new AudioReader()
                        .ffmpegVersion()
                        .map(version -> "; others by " + version)
                        .orElse("; others need ffmpeg on PATH, which is not there");
    }
}
