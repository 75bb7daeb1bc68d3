package attune.audio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The program ffmpeg and how much of the machine it may use.
 *
 * @param program its name or path
 * @param places how many may run at once; empty for any number
 * @param processorSeconds how long each may compute; empty for any time
 * @param waiting called about once a second while all places are taken; what it throws ends the waiting
 */
record Ffmpeg(String program, Optional<Semaphore> places, OptionalInt processorSeconds, Runnable waiting) {
    /** No sound needs a block of memory so large; files that claim to do exist. */
    private static final int MOST_BYTES_AT_ONCE = 256 << 20;

    /** How it ends at SIGXCPU, by which {@code -timelimit} tells it to, and if it does not obey, by SIGKILL a second later. */
    private static final Set<Integer> OUT_OF_TIME = Set.of(255, 128 + 9);

    /** Without limits, for files of the user's own. */
    static Ffmpeg unlimited(String program) {
        return new Ffmpeg(program, Optional.empty(), OptionalInt.empty(), () -> {});
    }

    /** The same program and the same places, waited for in another way. */
    Ffmpeg whileWaiting(Runnable other) {
        return new Ffmpeg(program, places, processorSeconds, other);
    }

    /** The words that make it write the first audio stream of a file as floating-point WAV to its standard output. */
    List<String> command(Path file) {
        List<String> words = new ArrayList<>(List.of(program, "-nostdin", "-hide_banner", "-v", "error", "-xerror"));
        processorSeconds.ifPresent(seconds -> words.addAll(List.of("-timelimit", String.valueOf(seconds))));
        words.addAll(List.of("-max_alloc", String.valueOf(MOST_BYTES_AT_ONCE)));
        // A playlist must not make it fetch from elsewhere.
        words.addAll(
                List.of("-protocol_whitelist", "file,pipe", "-threads", "1", "-i", "file:" + file.toAbsolutePath()));
        words.addAll(List.of("-map", "0:a:0", "-c:a", "pcm_f32le", "-bitexact", "-f", "wav", "pipe:1"));
        return words;
    }

    /** Whether it ended, without a complaint, because its time was used up. */
    boolean isOutOfTime(int exitCode) {
        return processorSeconds.isPresent() && OUT_OF_TIME.contains(exitCode);
    }

    /** Waits for a place. */
    void enter() throws IOException {
        if (places.isEmpty()) {
            return;
        }
        try {
            while (!places.get().tryAcquire(1, TimeUnit.SECONDS)) {
                waiting.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for another file's ffmpeg", e);
        }
    }

    void leave() {
        places.ifPresent(Semaphore::release);
    }
}
