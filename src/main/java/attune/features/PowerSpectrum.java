package attune.features;

import be.tarsos.dsp.util.fft.FFT;
import be.tarsos.dsp.util.fft.HannWindow;
import java.util.Arrays;

/** {@code |X|²} of a window, bins 0 to {@code fftSize / 2}, not scaled. */
final class PowerSpectrum {
    private final float[] hann;
    private final FFT fft;
    private final float[] transformed;
    private final float[] power;

    PowerSpectrum(Framing framing) {
        // TarsosDSP's window is symmetric; without its last value, one a sample longer is the periodic window.
        hann = new HannWindow().generateCurve(framing.windowSamples() + 1);
        fft = new FFT(framing.fftSize());
        transformed = new float[framing.fftSize()];
        power = new float[framing.fftSize() / 2 + 1];
    }

    /** The window times Hann, followed by zeros; valid until the next call. */
    float[] windowed(float[] window) {
        for (int i = 0; i < window.length; i++) {
            transformed[i] = window[i] * hann[i];
        }
        Arrays.fill(transformed, window.length, transformed.length, 0f);
        return transformed;
    }

    /** The power spectrum of a window; valid until the next call. */
    float[] of(float[] window) {
        fft.forwardTransform(windowed(window));
        int last = power.length - 1;
        power[0] = transformed[0] * transformed[0];
        power[last] = transformed[1] * transformed[1];
        for (int bin = 1; bin < last; bin++) {
            float real = transformed[2 * bin];
            float imaginary = transformed[2 * bin + 1];
            power[bin] = real * real + imaginary * imaginary;
        }
        return power;
    }
}
