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
    private static final double LONGEST_SECONDS = 30;
    /** The stretch whose loudness is compared: about a short pause between words. */
    private static final double QUIET_SECONDS = 0.2;

    private final AudioReader audio = new AudioReader();
    private final int rateHz;

    Pieces(int rateHz) {
        this.rateHz = rateHz;
    }

    /** Gives every piece of a clip with its start in seconds, in order; a clip without sound has one empty piece. */
    void read(Clip clip, BiConsumer<Double, Waveform> sink) {
        if (clip.durationSeconds().isEmpty() && clip.offsetSeconds() == 0) {
            stream(clip, sink);
        } else {
            double seconds =
                    clip.durationSeconds().orElseGet(() -> audio.durationSeconds(clip.audio()) - clip.offsetSeconds());
            cut(audio.read(clip.audio(), clip.offsetSeconds(), seconds, rateHz), sink);
        }
    }

    private void stream(Clip clip, BiConsumer<Double, Waveform> sink) {
        int longest = (int) (LONGEST_SECONDS * rateHz);
        float[] buffer = new float[longest];
        int filled = 0;
        long before = 0;
        try (AudioStream in = audio.open(clip.audio(), rateHz)) {
            while (true) {
                int read = fill(in, buffer, filled);
                filled += read;
                if (filled < longest) {
                    break;
                }
                int cut = quietest(buffer);
                sink.accept((double) before / rateHz, new Waveform(Arrays.copyOf(buffer, cut), rateHz));
                System.arraycopy(buffer, cut, buffer, 0, filled - cut);
                before += cut;
                filled -= cut;
            }
        }
        if (filled > 0 || before == 0) {
            sink.accept((double) before / rateHz, new Waveform(Arrays.copyOf(buffer, filled), rateHz));
        }
    }

    /** A segment is given as a whole already; it is cut the same way. */
    private void cut(Waveform whole, BiConsumer<Double, Waveform> sink) {
        int longest = (int) (LONGEST_SECONDS * rateHz);
        float[] samples = whole.samples();
        int from = 0;
        while (samples.length - from >= longest) {
            float[] window = Arrays.copyOfRange(samples, from, from + longest);
            int cut = quietest(window);
            sink.accept((double) from / rateHz, new Waveform(Arrays.copyOf(window, cut), rateHz));
            from += cut;
        }
        sink.accept((double) from / rateHz, new Waveform(Arrays.copyOfRange(samples, from, samples.length), rateHz));
    }

    private static int fill(AudioStream in, float[] buffer, int from) {
        int filled = from;
        while (filled < buffer.length) {
            float[] room = new float[buffer.length - filled];
            int read = in.read(room);
            if (read <= 0) {
                break;
            }
            System.arraycopy(room, 0, buffer, filled, read);
            filled += read;
        }
        return filled - from;
    }

    /** The middle of the quietest stretch in the second half. */
    private int quietest(float[] samples) {
        int stretch = (int) (QUIET_SECONDS * rateHz);
        int from = samples.length / 2;
        double energy = 0;
        for (int i = from; i < from + stretch; i++) {
            energy += (double) samples[i] * samples[i];
        }
        double least = energy;
        int at = from;
        for (int start = from + 1; start + stretch <= samples.length; start++) {
            double out = samples[start - 1];
            double in = samples[start + stretch - 1];
            energy += in * in - out * out;
            if (energy < least) {
                least = energy;
                at = start;
            }
        }
        return at + stretch / 2;
    }
}
