package attune.audio.augment;

import attune.audio.Resampler;
import attune.audio.Waveform;
import java.util.Arrays;
import java.util.function.Consumer;

/** The telephone's channel: 8 kHz and 300 to 3400 Hz, falling off by 24 dB an octave outside (Butterworth, fourth order). */
final class Telephone {
    private static final int LINE_HZ = 8000;
    private static final double LOW_HZ = 300;
    private static final double HIGH_HZ = 3400;
    /** The two sections of a fourth-order Butterworth filter: 1 / (2 cos(π/8)) and 1 / (2 cos(3π/8)). */
    private static final double[] QUALITIES = {0.5412, 1.3066};

    private final Resampler resampler;
    private final int rateHz;

    Telephone(Resampler resampler, int rateHz) {
        this.resampler = resampler;
        this.rateHz = rateHz;
    }

    /** What comes out of the other end, after something was done to the line's samples. */
    float[] through(float[] samples, Consumer<float[]> onTheLine) {
        float[] line =
                resampler.resample(new Waveform(samples, rateHz), LINE_HZ).samples();
        limitBand(line);
        onTheLine.accept(line);
        float[] heard = resampler.resample(new Waveform(line, LINE_HZ), rateHz).samples();
        // Rounded twice, a clip may come back a sample longer or shorter.
        return heard.length == samples.length ? heard : Arrays.copyOf(heard, samples.length);
    }

    static void limitBand(float[] line) {
        for (double quality : QUALITIES) {
            Biquad.highPass(LINE_HZ, LOW_HZ, quality).filter(line);
            Biquad.lowPass(LINE_HZ, HIGH_HZ, quality).filter(line);
        }
    }
}
