package attune.jobs;

import attune.audio.AudioReader;
import attune.runs.Processor;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The machine's processor, memory and helper programs, as far as this system tells. */
final class Machine {
    private static final double GIB = 1024.0 * 1024 * 1024;
    /** What the kernels of our libraries ask for. */
    private static final List<String> EXTENSIONS = List.of("avx2", "avx512f", "avx512_bf16", "amx_bf16");

    private Machine() {}

    /** A line for each finding. */
    static List<String> lines() {
        return List.of("processor: " + processor(), "memory: " + memory(), "audio: " + audio());
    }

    private static String processor() {
        Processor here = Processor.here();
        String cores = Runtime.getRuntime().availableProcessors() + " cores";
        return Stream.concat(Stream.of(here.name(), cores), EXTENSIONS.stream().filter(here.flags()::contains))
                .collect(Collectors.joining(", "));
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
