package attune.speech.learning;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.audio.augment.Pcm;
import attune.corpus.Clip;
import attune.speech.store.ClipReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The sound of a corpus, to be altered again and again: the first clips, up to a bound, stay in memory once read, all
 * those of a file together; the others are read from their files each time. Both are rounded to 16 bits, so how much
 * fits into memory changes no bit. Safe for many threads.
 */
final class ClipSounds {
    /** 18 hours at 16 kHz. */
    private static final long MOST_BYTES = 2L << 30;

    private final AudioReader audio = new AudioReader();
    private final List<Clip> clips;
    private final int rateHz;
    private final AtomicReferenceArray<Pcm> kept;
    /** Which clips of a file are kept, by their numbers, in order. */
    private final Map<Path, List<Integer>> clipsOfFile;

    /** Clips of known length, kept up to the usual bound or a quarter of the heap. */
    ClipSounds(List<Clip> clips, int rateHz) {
        this(clips, rateHz, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    ClipSounds(List<Clip> clips, int rateHz, long mostBytes) {
        this.clips = List.copyOf(clips);
        this.rateHz = rateHz;
        this.kept = new AtomicReferenceArray<>(fitting(clips, rateHz, mostBytes));
        this.clipsOfFile = IntStream.range(0, kept.length())
                .boxed()
                .collect(Collectors.groupingBy(clip -> clips.get(clip).audio()));
    }

    private static int fitting(List<Clip> clips, int rateHz, long mostBytes) {
        double bytes = 0;
        int count = 0;
        for (Clip clip : clips) {
            bytes += clip.knownDurationSeconds() * rateHz * Short.BYTES;
            if (bytes > mostBytes) {
                return count;
            }
            count++;
        }
        return count;
    }

    /** One clip's sound, in an array of its own. */
    Waveform of(int clip) {
        if (clip >= kept.length()) {
            return read(clip).waveform();
        }
        if (kept.get(clip) == null) {
            keep(Objects.requireNonNull(clipsOfFile.get(clips.get(clip).audio())));
        }
        return kept.get(clip).waveform();
    }

    /** Clips come in random order, and many a format is decoded from the file's beginning. */
    private void keep(List<Integer> clipsOfOneFile) {
        synchronized (clipsOfOneFile) {
            if (kept.get(clipsOfOneFile.get(0)) == null) {
                List<Pcm> sounds = audio.inOnePass(
                        () -> clipsOfOneFile.stream().map(this::read).toList());
                for (int i = 0; i < sounds.size(); i++) {
                    kept.set(clipsOfOneFile.get(i), sounds.get(i));
                }
            }
        }
    }

    private Pcm read(int clip) {
        return Pcm.of(ClipReader.waveform(audio, clips.get(clip), rateHz));
    }
}
