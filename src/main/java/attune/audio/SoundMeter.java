package attune.audio;

import be.tarsos.dsp.util.fft.FFT;
import java.util.Arrays;
import java.util.OptionalDouble;

/** Measures {@link SoundFacts} in one pass, in a few kilobytes. */
final class SoundMeter {
    private static final double WINDOW_SECONDS = 0.02;
    private static final double LOUD = 0.95;
    private static final double AT_PEAK = 0.98;
    private static final int SPECTRUM = 1024;
    private static final int PIECE_SAMPLES = 1 << 16;

    /** FNV-1a (Fowler, Noll, Vo) of 64 bits, over samples instead of bytes. */
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;

    private static final long FNV_PRIME = 0x100000001b3L;

    /** Amplitudes from 0 to 2 in steps of 1/1024; what is larger counts as 2. */
    private final long[] amplitudes = new long[2 << 10];

    /** Windows by level, from {@link SoundFacts#SILENCE_DB} in decibels. */
    private final long[] levels = new long[(int) -SoundFacts.SILENCE_DB + 7];

    private final AudioInfo info;
    private final int windowSamples;
    private final FFT fft = new FFT(SPECTRUM);
    private final float[] hann = new float[SPECTRUM];
    private final float[] block = new float[SPECTRUM];
    private final float[] scratch = new float[SPECTRUM];
    private final double[] power = new double[SPECTRUM / 2];

    private long samples;
    private long fingerprint = FNV_OFFSET;
    private float peak;
    private int filled;
    private double windowEnergy;
    private int inWindow;

    SoundMeter(AudioInfo info) {
        this.info = info;
        this.windowSamples = (int) Math.max(1, Math.round(WINDOW_SECONDS * info.sampleRateHz()));
        for (int i = 0; i < SPECTRUM; i++) {
            hann[i] = (float) (0.5 - 0.5 * Math.cos(2 * Math.PI * i / SPECTRUM));
        }
    }

    /** Measures a stream up to its end. */
    static SoundFacts measure(AudioStream stream) {
        SoundMeter meter = new SoundMeter(stream.info());
        float[] piece = new float[PIECE_SAMPLES];
        for (int got = stream.read(piece); got >= 0; got = stream.read(piece)) {
            meter.add(piece, got);
        }
        return meter.facts();
    }

    void add(float[] mono, int count) {
        samples += count;
        for (int i = 0; i < count; i++) {
            float amplitude = Math.abs(mono[i]);
            peak = Math.max(peak, amplitude);
            amplitudes[bin(amplitude)]++;
            fingerprint = (fingerprint ^ Math.round(mono[i] * 32768)) * FNV_PRIME;
            windowEnergy += (double) amplitude * amplitude;
            if (++inWindow == windowSamples) {
                endWindow();
            }
            block[filled++] = mono[i];
            if (filled == SPECTRUM) {
                addSpectrum();
            }
        }
    }

    SoundFacts facts() {
        if (inWindow > windowSamples / 2 || samples < windowSamples) {
            endWindow();
        }
        if (samples < SPECTRUM) {
            Arrays.fill(block, filled, SPECTRUM, 0);
            addSpectrum();
        }
        return new SoundFacts(
                info.sampleRateHz(),
                info.channels(),
                (double) samples / info.sampleRateHz(),
                info.samples() == AudioInfo.UNKNOWN
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(info.durationSeconds()),
                level(),
                atPeakShare(),
                fingerprint,
                bandwidthHz());
    }

    private int bin(float amplitude) {
        return (int) Math.min(amplitudes.length - 1L, (long) (amplitude * (1 << 10)));
    }

    private void endWindow() {
        double db = 10 * Math.log10(Math.max(windowEnergy / Math.max(1, inWindow), 1e-12));
        levels[(int) Math.min(levels.length - 1L, Math.round(db - SoundFacts.SILENCE_DB))]++;
        windowEnergy = 0;
        inWindow = 0;
    }

    private double level() {
        long windows = Arrays.stream(levels).sum();
        long below = 0;
        int level = -1;
        while (below < LOUD * windows) {
            below += levels[++level];
        }
        return SoundFacts.SILENCE_DB + Math.max(0, level);
    }

    private double atPeakShare() {
        long near = 0;
        for (int i = bin((float) AT_PEAK * peak); i < amplitudes.length; i++) {
            near += amplitudes[i];
        }
        return peak == 0 ? 0 : (double) near / samples;
    }

    private void addSpectrum() {
        for (int i = 0; i < SPECTRUM; i++) {
            scratch[i] = block[i] * hann[i];
        }
        fft.forwardTransform(scratch);
        for (int bin = 1; bin < power.length; bin++) {
            power[bin] +=
                    (double) scratch[2 * bin] * scratch[2 * bin] + (double) scratch[2 * bin + 1] * scratch[2 * bin + 1];
        }
        filled = 0;
    }

    private double bandwidthHz() {
        double least = Arrays.stream(power).max().orElse(0) * Math.pow(10, -SoundFacts.BAND_DB / 10);
        int highest = power.length - 1;
        while (highest > 0 && power[highest] <= least) {
            highest--;
        }
        return highest == 0 ? 0 : (highest + 1.0) * info.sampleRateHz() / SPECTRUM;
    }
}
