package attune.speech.learning;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.audio.augment.Pcm;
import attune.corpus.Clip;
import attune.speech.store.ClipReader;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The sound of a corpus, to be altered again and again: the first clips, up to a bound, stay in memory once read; the
 * others are read from their files each time. Both are rounded to 16 bits, so how much fits into memory changes no bit.
 * Safe for many threads.
 */
final class ClipSounds {
    /** 18 hours at 16 kHz. */
    private static final long MOST_BYTES = 2L << 30;

    private final AudioReader audio = new AudioReader();
    private final List<Clip> clips;
    private final int rateHz;
    private final AtomicReferenceArray<Pcm> kept;

    /** Clips of known length, kept up to the usual bound or a quarter of the heap. */
    ClipSounds(List<Clip> clips, int rateHz) {
        this(clips, rateHz, Math.min(MOST_BYTES, Runtime.getRuntime().maxMemory() / 4));
    }

    ClipSounds(List<Clip> clips, int rateHz, long mostBytes) {
        this.clips = List.copyOf(clips);
        this.rateHz = rateHz;
        this.kept = new AtomicReferenceArray<>(fitting(clips, rateHz, mostBytes));
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
        Pcm present = kept.get(clip);
        if (present == null) {
            present = read(clip);
            kept.set(clip, present);
        }
        return present.waveform();
    }

    private Pcm read(int clip) {
        return Pcm.of(ClipReader.waveform(audio, clips.get(clip), rateHz));
    }
}
