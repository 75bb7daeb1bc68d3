package attune.speech;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where in sound nobody speaks, told by loudness alone. A pause is, for {@value #LEAST_SECONDS} seconds or more, hardly
 * louder than the quietest moment of the stretch it is in, and well below the loudest so far; a click does not end it. One
 * that is far below has nothing in it that anybody could have said.
 */
final class Pauses {
    private static final double WINDOW_SECONDS = 0.02;

    /** Longer than any sound of a word is quiet. */
    static final double LEAST_SECONDS = 0.4;

    private static final int LEAST_WINDOWS = 20;

    /** Shorter than any word: a click of so many windows. */
    private static final int CLICK_WINDOWS = 2;

    private static final double ABOVE_QUIETEST = 10;
    private static final double BELOW_LOUDEST = 15;
    private static final double FAR_BELOW_LOUDEST = 25;

    /** Two steps of 16 bits: what is quieter was switched off. */
    private static final double SWITCHED_OFF = -85;

    private static final double NOTHING = -120;

    private final int rateHz;
    /** Of what is loud, a twentieth aside, in decibels of full scale. */
    private double loudest = NOTHING;

    Pauses(int rateHz) {
        this.rateHz = rateHz;
    }

    /**
     * A pause.
     *
     * @param from its first sample
     * @param to the sample behind its last
     * @param empty whether it may be left out
     */
    record Pause(int from, int to, boolean empty) {}

    /** The pauses in the next stretch of a recording, its first samples, in their order. */
    List<Pause> next(float[] samples, int length) {
        double[] energies = new double[length / window()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = energy(samples, i * window(), (i + 1) * window());
        }
        double[] audible = Arrays.stream(energies)
                .filter(energy -> !isSwitchedOff(energy))
                .sorted()
                .toArray();
        if (audible.length > 0) {
            loudest = Math.max(loudest, decibels(audible[audible.length - 1 - audible.length / 20]));
        }
        double quiet = Math.max(SWITCHED_OFF, Math.min(quietest(energies) + ABOVE_QUIETEST, loudest - BELOW_LOUDEST));
        return pauses(energies, quiet, length);
    }

    private List<Pause> pauses(double[] energies, double quiet, int length) {
        List<Pause> pauses = new ArrayList<>();
        int from = -1;
        int behind = 0; // the last quiet window
        for (int i = 0; i <= energies.length; i++) {
            if (i < energies.length && decibels(energies[i]) <= quiet) {
                from = from < 0 ? i : from;
                behind = i + 1;
            } else if (from >= 0 && (i == energies.length || i - behind >= CLICK_WINDOWS)) {
                if (behind - from >= LEAST_WINDOWS) {
                    int to = behind == energies.length ? length : behind * window();
                    pauses.add(new Pause(from * window(), to, isEmpty(energies, from, behind)));
                }
                from = -1;
            }
        }
        return pauses;
    }

    private boolean isEmpty(double[] energies, int from, int to) {
        double level = decibels(Arrays.stream(energies, from, to).average().orElse(0));
        return level <= Math.max(SWITCHED_OFF, loudest - FAR_BELOW_LOUDEST);
    }

    /** The mean of the quietest windows in a row that make a pause; those where the sound was switched off do not count. */
    private static double quietest(double[] energies) {
        double[] audible =
                Arrays.stream(energies).filter(energy -> !isSwitchedOff(energy)).toArray();
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < audible.length; i++) {
            sum += audible[i] - (i < LEAST_WINDOWS ? 0 : audible[i - LEAST_WINDOWS]);
            if (i >= LEAST_WINDOWS - 1) {
                least = Math.min(least, sum);
            }
        }
        return least < Double.POSITIVE_INFINITY ? decibels(Math.max(0, least) / LEAST_WINDOWS) : NOTHING;
    }

    private static boolean isSwitchedOff(double energy) {
        return decibels(energy) <= SWITCHED_OFF;
    }

    private static double energy(float[] samples, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += (double) samples[i] * samples[i];
        }
        return sum / (to - from);
    }

    private static double decibels(double energy) {
        return Math.max(NOTHING, 10 * Math.log10(energy));
    }

    private int window() {
        return (int) (WINDOW_SECONDS * rateHz);
    }
}
