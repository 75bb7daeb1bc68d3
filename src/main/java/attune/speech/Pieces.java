package attune.speech;

import attune.audio.AudioReader;
import attune.audio.AudioStream;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.fault.UserFault;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a clip as pieces short enough for a network that must see all of its input at once. A clip no longer than the
 * longest piece is one piece. A longer one is streamed, so that memory does not grow with the clip, and cut in every
 * pause, since models are trained on single utterances; if there is no pause for that long, it is cut where the second
 * half is quietest. The empty part of a pause keeps {@value #MARGIN_SECONDS} seconds at each end: more would shift the
 * mean that features are normalised by. A silent piece is left out entirely: a model may recognise a word in it.
 */
public final class Pieces {
    /** The longest piece, and the longest segment of a stream. */
    public static final double LONGEST_SECONDS = 30;

    private static final double MARGIN_SECONDS = 0.2;

    private final AudioReader audio;
    private final int rateHz;
    private final double mostSeconds;

    Pieces(int rateHz) {
        this(new AudioReader(), rateHz, Double.POSITIVE_INFINITY);
    }

    /**
     * Reads clips up to a length, for sound from strangers: a file of some megabytes may last for days.
     *
     * @param audio reads the files
     * @param rateHz of the model's front end
     * @param mostSeconds how long a clip may be
     */
    public Pieces(AudioReader audio, int rateHz, double mostSeconds) {
        this.audio = audio;
        this.rateHz = rateHz;
        this.mostSeconds = mostSeconds;
    }

    /** Takes the pieces of a clip. What it throws ends the reading. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next piece.
         *
         * @param startSeconds where in the clip it begins
         * @param sound at the front end's rate
         */
        void accept(double startSeconds, Waveform sound);
    }

    /**
     * Gives every piece of a clip that is not silent, in order.
     *
     * @param clip any
     * @param sink takes the pieces while the clip is being read, on the calling thread
     * @return the clip's length in seconds
     * @throws UserFault if the clip cannot be read, or is too long; pieces before that place have been given
     */
    public double read(Clip clip, Sink sink) {
        try (AudioStream in = open(clip)) {
            return cut(clip, in, (start, waveform) -> {
                if (Pauses.soundsIn(waveform)) {
                    sink.accept(start, waveform);
                }
            });
        }
    }

    /** Does something with many clips, see {@link AudioReader#inOnePass}. */
    void inOnePass(Runnable reading) {
        audio.inOnePass(() -> {
            reading.run();
            return this;
        });
    }

    private AudioStream open(Clip clip) {
        if (clip.durationSeconds().isEmpty() && clip.offsetSeconds() == 0) {
            return audio.open(clip.audio(), rateHz);
        }
        double seconds =
                clip.durationSeconds().orElseGet(() -> audio.durationSeconds(clip.audio()) - clip.offsetSeconds());
        return audio.open(clip.audio(), clip.offsetSeconds(), seconds, rateHz);
    }

    private double cut(Clip clip, AudioStream in, Sink sink) {
        float[] buffer = new float[(int) (LONGEST_SECONDS * rateHz) + 1]; // one more tells whether the clip is longer
        int filled = fill(in, buffer, 0);
        requireShort(clip, filled);
        if (filled < buffer.length) {
            sink.accept(0.0, new Waveform(Arrays.copyOf(buffer, filled), rateHz));
            return (double) filled / rateHz;
        }
        Pauses pauses = new Pauses(rateHz);
        long before = 0;
        boolean ends = false;
        while (!ends) {
            ends = filled < buffer.length;
            int from = 0;
            for (Gap gap : gaps(pauses.next(buffer, filled), buffer, filled, ends)) {
                if (gap.from > from) {
                    sink.accept(
                            (double) (before + from) / rateHz,
                            new Waveform(Arrays.copyOfRange(buffer, from, gap.from), rateHz));
                }
                from = gap.to;
            }
            System.arraycopy(buffer, from, buffer, 0, filled - from);
            before += from;
            filled = ends ? 0 : fill(in, buffer, filled - from);
            requireShort(clip, before + filled);
        }
        return (double) before / rateHz;
    }

    private void requireShort(Clip clip, long samples) {
        if (samples > mostSeconds * rateHz) {
            throw new UserFault(
                    clip.audio().toString(),
                    "lasts longer than " + Math.round(mostSeconds) + " seconds",
                    "give it in shorter parts");
        }
    }

    /** What lies between two pieces: from the end of one to the start of the next. */
    private record Gap(int from, int to) {}

    /** The gap after each piece that a buffer holds completely; at least one, which ends after the first sample. */
    private List<Gap> gaps(List<Pauses.Pause> pauses, float[] buffer, int filled, boolean ends) {
        List<Gap> gaps = new ArrayList<>();
        for (Pauses.Pause pause : pauses) {
            if (pause.emptyTo() > pause.emptyFrom()) {
                int margin = Math.min((int) (MARGIN_SECONDS * rateHz), (pause.emptyTo() - pause.emptyFrom()) / 2);
                int from = pause.emptyFrom() == 0 ? 0 : pause.emptyFrom() + margin;
                int to = ends && pause.emptyTo() == filled ? filled : pause.emptyTo() - margin;
                gaps.add(new Gap(from, to));
            } else if (pause.from() > 0) { // at the beginning it belongs to the piece after it
                int cut = QuietPlace.find(buffer, pause.from(), pause.to(), rateHz);
                gaps.add(new Gap(cut, cut));
            }
        }
        if (ends) {
            gaps.add(new Gap(filled, filled));
        } else if (gaps.isEmpty()) {
            int cut = QuietPlace.find(buffer, filled / 2, filled, rateHz);
            gaps.add(new Gap(cut, cut));
        }
        return gaps;
    }

    /** Fills the rest of a buffer and returns how much it then holds: less than all it can only at the end. */
    private static int fill(AudioStream in, float[] buffer, int held) {
        float[] more = new float[buffer.length - held];
        int read = Math.max(0, in.read(more));
        System.arraycopy(more, 0, buffer, held, read);
        return held + read;
    }
}
