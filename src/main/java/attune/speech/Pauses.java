package attune.speech;

import attune.audio.Waveform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds where nobody speaks, by loudness alone. A pause is {@value #LEAST_WINDOWS} windows or more that are hardly
 * louder than the quietest moment of the stretch they are in, and well below the loudest so far; a click does not end
 * it. Part of a pause is empty if it is, for as many windows, just as quiet as that moment and far below the loudest:
 * an intelligible voice never is.
 */
public final class Pauses {
    private static final double WINDOW_SECONDS = 0.02;

    /** 0.4 seconds: longer than any quiet sound within a word. */
    private static final int LEAST_WINDOWS = 20;

    /** Shorter than any word. */
    private static final int CLICK_WINDOWS = 2;

    /** The most windows left out of the peak level; never more than a twentieth of all. */
    private static final int BURST_WINDOWS = 10;

    private static final double ABOVE_QUIETEST = 10;
    private static final double BELOW_LOUDEST = 15;

    /** How much the noise of a room varies. */
    private static final double AS_QUIET = 4;

    private static final double FAR_BELOW_LOUDEST = 25;

    /** Two steps of 16 bits: anything quieter was switched off, unless everything is that quiet. */
    private static final double SWITCHED_OFF = -85;

    private static final double SWITCHED_OFF_BELOW_LOUDEST = 40;
    private static final double NOTHING = -120;

    private final int rateHz;
    /** The peak so far, bursts aside, in decibels relative to full scale. */
    private double loudest = NOTHING;

    Pauses(int rateHz) {
        this.rateHz = rateHz;
    }

    /**
     * A pause.
     *
     * @param from its first sample
     * @param to the sample after its last
     * @param emptyFrom the first sample of its longest empty part
     * @param emptyTo the sample after that part's last; equal to {@code emptyFrom} where there is no such part
     */
    record Pause(int from, int to, int emptyFrom, int emptyTo) {}

    /**
     * Whether anything is louder than silence in 16 bits.
     *
     * @param sound of any length
     * @return true also for less than {@value #WINDOW_SECONDS} seconds, which is too short to tell
     */
    public static boolean soundsIn(Waveform sound) {
        float[] samples = sound.samples();
        int window = (int) (WINDOW_SECONDS * sound.sampleRateHz());
        return samples.length < window
                || IntStream.range(0, samples.length / window)
                        .anyMatch(i -> decibels(energy(samples, i * window, (i + 1) * window)) > SWITCHED_OFF);
    }

    /** The pauses, in order, in the next stretch of a recording, which are the first {@code length} samples. */
    List<Pause> next(float[] samples, int length) {
        double[] energies = new double[length / window()];
        for (int i = 0; i < energies.length; i++) {
            energies[i] = energy(samples, i * window(), (i + 1) * window());
        }
        double[] sounding =
                Arrays.stream(energies).filter(energy -> energy > 0).sorted().toArray();
        if (sounding.length > 0) {
            int bursts = Math.min(sounding.length / 20, BURST_WINDOWS);
            loudest = Math.max(loudest, decibels(sounding[sounding.length - 1 - bursts]));
        }
        double quietest = quietest(energies);
        double quiet = Math.max(switchedOff(), Math.min(quietest + ABOVE_QUIETEST, loudest - BELOW_LOUDEST));
        double empty = Math.max(switchedOff(), Math.min(quietest + AS_QUIET, loudest - FAR_BELOW_LOUDEST));
        List<Pause> pauses = new ArrayList<>();
        for (Run run : runs(energies, new Run(0, energies.length), quiet, CLICK_WINDOWS)) {
            Run longest = runs(energies, run, empty, 0).stream()
                    .max(Comparator.comparingInt(Run::windows))
                    .orElse(new Run(run.from, run.from));
            // A remainder shorter than a window belongs to the pause before it.
            int to = run.to == energies.length ? length : run.to * window();
            int emptyTo = longest.to == energies.length ? length : longest.to * window();
            pauses.add(new Pause(run.from * window(), to, longest.from * window(), emptyTo));
        }
        return pauses;
    }

    /** Consecutive windows. */
    private record Run(int from, int to) {
        int windows() {
            return to - from;
        }
    }

    /**
     * The runs, within another, that stay below a limit long enough for a pause, ignoring clicks of up to {@code click}
     * windows.
     */
    private static List<Run> runs(double[] energies, Run within, double limit, int click) {
        List<Run> runs = new ArrayList<>();
        int from = -1;
        int behind = within.from; // one past the last quiet window
        for (int i = within.from; i <= within.to; i++) {
            if (i < within.to && decibels(energies[i]) <= limit) {
                from = from < 0 ? i : from;
                behind = i + 1;
            } else if (from >= 0 && (i == within.to || i - behind >= click)) {
                if (behind - from >= LEAST_WINDOWS) {
                    runs.add(new Run(from, behind));
                }
                from = -1;
            }
        }
        return runs;
    }

    /**
     * The mean of the quietest consecutive windows that make a pause, leaving out those where the sound was switched
     * off.
     */
    private double quietest(double[] energies) {
        double[] audible = Arrays.stream(energies)
                .filter(energy -> decibels(energy) > switchedOff())
                .toArray();
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

    private double switchedOff() {
        return Math.max(NOTHING, Math.min(SWITCHED_OFF, loudest - SWITCHED_OFF_BELOW_LOUDEST));
    }

    /** The variance, since a constant offset cannot be heard. */
    private static double energy(float[] samples, int from, int to) {
        double sum = 0;
        double squares = 0;
        for (int i = from; i < to; i++) {
            sum += samples[i];
            squares += (double) samples[i] * samples[i];
        }
        double mean = sum / (to - from);
        return Math.max(0, squares / (to - from) - mean * mean);
    }

    private static double decibels(double energy) {
        return Math.max(NOTHING, 10 * Math.log10(energy));
    }

    private int window() {
        return (int) (WINDOW_SECONDS * rateHz);
    }
}
