package attune.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Where in a stretch of sound nobody speaks, told by loudness alone. A pause is, for {@value #LEAST_SECONDS} seconds or
 * more, hardly louder than what is quietest in the sound and well below what is loudest; most of one that is far below is
 * superfluous.
 */
final class Pauses {
    /** Longer than any sound of a word is quiet. */
    static final double LEAST_SECONDS = 0.4;

    /** How much of a superfluous pause stays on either side of speech. */
    static final double MARGIN_SECONDS = 0.2;

    private static final double WINDOW_SECONDS = 0.02;
    private static final double ABOVE_QUIETEST = 10;
    private static final double BELOW_LOUDEST = 15;
    private static final double FAR_BELOW_LOUDEST = 30;

    /** Two steps of 16 bits: what is quieter was switched off. */
    private static final double SWITCHED_OFF = -85;

    private final float[] samples;
    private final int rateHz;
    private final int window;
    /** Of each window, in decibels of full scale. */
    private final double[] loudness;
    /** What is no louder is a pause, if it is long enough. */
    private final double quiet;
    /** What is no louder is superfluous in a pause. */
    private final double superfluous;

    /**
     * A stretch of sound.
     *
     * @param from its first sample
     * @param to the sample behind its last
     */
    record Stretch(int from, int to) {}

    /** Listens to the first samples; a rest shorter than a window counts for nothing. */
    Pauses(float[] samples, int length, int rateHz) {
        this.samples = samples;
        this.rateHz = rateHz;
        this.window = (int) (WINDOW_SECONDS * rateHz);
        this.loudness = new double[length / window];
        for (int i = 0; i < loudness.length; i++) {
            loudness[i] = loudness(i * window, (i + 1) * window);
        }
        double[] sorted = loudness.clone();
        Arrays.sort(sorted);
        double quietest = sorted.length == 0 ? SWITCHED_OFF : sorted[sorted.length / 10];
        double loudest = sorted.length == 0 ? SWITCHED_OFF : sorted[sorted.length - 1 - sorted.length / 20];
        this.quiet = Math.max(SWITCHED_OFF, Math.min(quietest + ABOVE_QUIETEST, loudest - BELOW_LOUDEST));
        this.superfluous = Math.max(SWITCHED_OFF, Math.min(quietest + ABOVE_QUIETEST, loudest - FAR_BELOW_LOUDEST));
    }

    private double loudness(int from, int to) {
        double energy = 0;
        for (int i = from; i < to; i++) {
            energy += (double) samples[i] * samples[i];
        }
        return 10 * Math.log10(energy / (to - from) + 1e-12);
    }

    /** The pauses, in their order. */
    List<Stretch> stretches() {
        List<Stretch> pauses = new ArrayList<>();
        int from = 0;
        for (int i = 0; i <= loudness.length; i++) {
            if (i == loudness.length || loudness[i] > quiet) {
                if ((i - from) * WINDOW_SECONDS >= LEAST_SECONDS) {
                    pauses.add(new Stretch(from * window, i * window));
                }
                from = i + 1;
            }
        }
        return pauses;
    }

    /** A stretch without what is superfluous at its ends; nothing where all of it is. */
    Optional<Stretch> trimmed(Stretch stretch) {
        int from = stretch.from;
        while (from + window <= stretch.to && loudness(from, from + window) <= superfluous) {
            from += window;
        }
        if (from + window > stretch.to) {
            return Optional.empty();
        }
        int to = stretch.to;
        while (loudness(to - window, to) <= superfluous) {
            to -= window;
        }
        int margin = (int) (MARGIN_SECONDS * rateHz);
        return Optional.of(new Stretch(Math.max(stretch.from, from - margin), Math.min(stretch.to, to + margin)));
    }
}
