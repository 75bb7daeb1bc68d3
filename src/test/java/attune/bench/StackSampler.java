package attune.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the stacks of all threads many times a second, and puts the processor time that each has used since down to the
 * part of a training step in which it is found. Nothing is built into the program for it, and another program's load
 * changes little, since it is not waiting that is counted.
 */
final class StackSampler {
    private static final long PAUSE_NANOS = 3_000_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final OperatingSystemMXBean PROCESS =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final Map<StepPart, Long> nanos = new EnumMap<>(StepPart.class);
    private final Map<Long, Seen> seen = new HashMap<>();
    private final Thread thread = new Thread(this::sample, "stack sampler");
    private final long startNanos = PROCESS.getProcessCpuTime();
    private final Map<String, Double> jvmStart = JvmThreads.seconds();
    private volatile boolean done;
    private long ownNanos;

    /** A thread when it was last looked at; without a part if it waited. */
    private record Seen(long processorNanos, @Nullable StepPart part) {}

    /**
     * What was found.
     *
     * @param seconds of processor time by part
     * @param rest what no part claims
     */
    record Found(Map<String, Double> seconds, double rest) {}

    /** Begins to look. */
    StackSampler() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Ends. */
    Found stop() throws InterruptedException {
        done = true;
        thread.join();
        long all = PROCESS.getProcessCpuTime() - startNanos - ownNanos;
        Map<String, Double> seconds = new LinkedHashMap<>();
        for (StepPart part : StepPart.values()) {
            seconds.put(part.toString(), nanos.getOrDefault(part, 0L) / 1e9);
        }
        JvmThreads.seconds()
                .forEach((work, used) -> seconds.put(work, Math.max(0, used - jvmStart.getOrDefault(work, 0.0))));
        double claimed =
                seconds.values().stream().mapToDouble(Double::doubleValue).sum();
        seconds.remove(JvmThreads.SAMPLING);
        return new Found(seconds, all / 1e9 - claimed);
    }

    private void sample() {
        while (!done) {
            Thread.getAllStackTraces().forEach((other, stack) -> {
                if (other != thread) {
                    look(other.getId(), stack);
                }
            });
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        ownNanos = THREADS.getCurrentThreadCpuTime();
    }

    private void look(long id, StackTraceElement[] stack) {
        long used = THREADS.getThreadCpuTime(id);
        Seen before = seen.get(id);
        StepPart now = StepPart.of(stack).orElse(null);
        // What a thread did before it began to wait was most likely what it was seen at last.
        StepPart at = now != null || before == null ? now : before.part;
        if (before != null) {
            Optional.ofNullable(at).ifPresent(part -> nanos.merge(part, used - before.processorNanos, Long::sum));
        }
        seen.put(id, new Seen(used, now));
    }
}
