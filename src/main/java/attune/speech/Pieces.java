package attune.speech;

import attune.audio.AudioReader;
import attune.audio.AudioStream;
import attune.audio.Waveform;
import attune.corpus.Clip;
import java.util.Arrays;
import java.util.function.BiConsumer;

/**
 * Reads a clip as pieces short enough for a network that must see all of its input at once. A clip up to the longest
 * piece is one piece; a longer one is read as a stream and cut where it is quietest in the second half of each piece, so
 * that memory does not grow with the clip.
 */
final class Pieces {
    static final double LONGEST_SECONDS = 30;

    private final AudioReader audio = new AudioReader();
    private final int rateHz;

    Pieces(int rateHz) {
        this.rateHz = rateHz;
    }

    /** Gives every piece of a clip with its start in seconds, in order. */
    void read(Clip clip, BiConsumer<Double, Waveform> sink) {
        try (AudioStream in = open(clip)) {
            cut(in, sink);
        }
    }

    private AudioStream open(Clip clip) {
        if (clip.durationSeconds().isEmpty() && clip.offsetSeconds() == 0) {
            return audio.open(clip.audio(), rateHz);
        }
        double seconds =
                clip.durationSeconds().orElseGet(() -> audio.durationSeconds(clip.audio()) - clip.offsetSeconds());
        return audio.open(clip.audio(), clip.offsetSeconds(), seconds, rateHz);
    }

    private void cut(AudioStream in, BiConsumer<Double, Waveform> sink) {
        float[] buffer = new float[(int) (LONGEST_SECONDS * rateHz)];
        int filled = fill(in, buffer, 0);
        long before = 0;
        while (filled == buffer.length) {
            int cut = QuietPlace.find(buffer, buffer.length / 2, buffer.length, rateHz);
            sink.accept((double) before / rateHz, new Waveform(Arrays.copyOf(buffer, cut), rateHz));
            System.arraycopy(buffer, cut, buffer, 0, filled - cut);
            before += cut;
            filled = fill(in, buffer, filled - cut);
        }
        sink.accept((double) before / rateHz, new Waveform(Arrays.copyOf(buffer, filled), rateHz));
    }

    /** Reads on behind what a buffer holds and gives how much it then holds: all it can, but at the end. */
    private static int fill(AudioStream in, float[] buffer, int held) {
        float[] more = new float[buffer.length - held];
        int read = Math.max(0, in.read(more));
        System.arraycopy(more, 0, buffer, held, read);
        return held + read;
    }
}
