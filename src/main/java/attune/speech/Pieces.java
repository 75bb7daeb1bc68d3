package attune.speech;

import attune.audio.AudioReader;
import attune.audio.AudioStream;
import attune.audio.Waveform;
import attune.corpus.Clip;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Reads a clip as pieces short enough for a network that must see all of its input at once. A clip up to the longest
 * piece is one piece. A longer one is read as a stream, so that memory does not grow with the clip, and cut in every pause,
 * since models have learnt from single utterances; where none is for so long, where it is quietest in the second half. Most
 * of a long silence is left out: it would move the mean that features are levelled by.
 */
final class Pieces {
    static final double LONGEST_SECONDS = 30;

    private final AudioReader audio = new AudioReader();
    private final int rateHz;

    Pieces(int rateHz) {
        this.rateHz = rateHz;
    }

    /**
     * Gives every piece of a clip with its start in seconds, in order.
     *
     * @return how long the clip is, in seconds
     */
    double read(Clip clip, BiConsumer<Double, Waveform> sink) {
        try (AudioStream in = open(clip)) {
            return cut(in, sink);
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

    private double cut(AudioStream in, BiConsumer<Double, Waveform> sink) {
        float[] buffer = new float[(int) (LONGEST_SECONDS * rateHz)];
        int filled = fill(in, buffer, 0);
        if (filled < buffer.length) {
            sink.accept(0.0, new Waveform(Arrays.copyOf(buffer, filled), rateHz));
            return (double) filled / rateHz;
        }
        long before = 0;
        boolean ends = false;
        while (!ends) {
            ends = filled < buffer.length;
            Pauses pauses = new Pauses(buffer, filled, rateHz);
            int from = 0;
            for (int to : cuts(pauses, buffer, filled, ends)) {
                Optional<Pauses.Stretch> piece = pauses.trimmed(new Pauses.Stretch(from, to));
                if (piece.isPresent()) {
                    give(buffer, piece.get(), before, sink);
                }
                from = to;
            }
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            before += from;
            filled = ends ? 0 : fill(in, buffer, filled - from);
        }
        return (double) before / rateHz;
    }

    /** Where the pieces end that a buffer holds to their ends; at least one. */
    private List<Integer> cuts(Pauses pauses, float[] buffer, int filled, boolean ends) {
        List<Integer> cuts = new ArrayList<>();
        for (Pauses.Stretch pause : pauses.stretches()) {
            if (pause.from() > 0) { // a pause at the begin is of its piece
                cuts.add(QuietPlace.find(buffer, pause.from(), pause.to(), rateHz));
            }
        }
        if (ends) {
            cuts.add(filled);
        } else if (cuts.isEmpty()) {
            cuts.add(QuietPlace.find(buffer, filled / 2, filled, rateHz));
        }
        return cuts;
    }

    private void give(float[] buffer, Pauses.Stretch piece, long before, BiConsumer<Double, Waveform> sink) {
        sink.accept(
                (double) (before + piece.from()) / rateHz,
                new Waveform(Arrays.copyOfRange(buffer, piece.from(), piece.to()), rateHz));
    }

    /** Reads on behind what a buffer holds and gives how much it then holds: all it can, but at the end. */
    private static int fill(AudioStream in, float[] buffer, int held) {
        float[] more = new float[buffer.length - held];
        int read = Math.max(0, in.read(more));
        System.arraycopy(more, 0, buffer, held, read);
        return held + read;
    }
}
