package attune.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens files and, while somebody reads many stretches, keeps those open that are decoded from their beginning only: the
 * next stretch goes on where one before it ended. Safe for many threads.
 */
final class OpenFiles {
    /** One for each thread that reads; each is a file or a process, and an eighth of a megabyte. */
    private static final int MOST_WAITING = Math.max(8, Runtime.getRuntime().availableProcessors());

    private final SourceOpener opener;
    /** Those that no reader has at the moment, the latest last. */
    private final Deque<ResumableSource> waiting = new ArrayDeque<>();

    private int users;

    OpenFiles(SourceOpener opener) {
        this.opener = opener;
    }

    /** Keeps files open until something is done. */
    <T> T during(Supplier<T> reading) {
        synchronized (this) {
            users++;
        }
        try {
            return reading.get();
        } finally {
            endUse();
        }
    }

    private synchronized void endUse() {
        users--;
        if (users == 0) {
            endAll();
        }
    }

    /** All are ended, whichever of them fails: some are processes. */
    private void endAll() {
        try {
            if (!waiting.isEmpty()) {
                end(waiting.removeFirst());
            }
        } finally {
            if (!waiting.isEmpty()) {
                endAll();
            }
        }
    }

    /**
     * A decoder at its first sample.
     *
     * @param file what to decode
     * @param fromSeconds where the samples begin that are wanted of it
     */
    PcmSource open(Path file, double fromSeconds) throws IOException {
        Optional<ResumableSource> begun = take(file, fromSeconds);
        if (begun.isPresent()) {
            return begun.get().fromTheBeginning();
        }
        PcmSource source = opener.open(file);
        // In a WAV file any place is reached at once.
        return !isUsed() || source instanceof WavSource ? source : new ResumableSource(file, source, this);
    }

    private synchronized boolean isUsed() {
        return users > 0;
    }

    /** The one with least to skip. */
    private synchronized Optional<ResumableSource> take(Path file, double fromSeconds) {
        Optional<ResumableSource> nearest = waiting.stream()
                .filter(source -> source.reaches(file, fromSeconds))
                .max(Comparator.comparingLong(ResumableSource::decoded));
        nearest.ifPresent(waiting::remove);
        return nearest;
    }

    synchronized void takeBack(ResumableSource source) {
        if (users == 0 || !source.goesOn()) {
            end(source);
            return;
        }
        waiting.addLast(source);
        if (waiting.size() > MOST_WAITING) {
            end(waiting.removeFirst());
        }
    }

    private static void end(ResumableSource source) {
        try {
            source.end();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close a file", e);
        }
    }
}
