package attune.audio.augment;

import be.tarsos.dsp.util.fft.FFT;
import java.util.Arrays;

/**
 * A room's impulse response, transformed in parts of {@value #PART} samples, so that short transforms suffice for long
 * responses (overlap-save with a uniformly partitioned filter; Gardner, J. Audio Eng. Soc. 43(3), 1995, section 2).
 * Safe for many threads.
 */
final class RoomResponse {
    static final int PART = 2048;

    /** Only its tables are read, so all threads share it. */
    private final FFT fft;

    private final float[][] parts;
    private final int lead;

    /**
     * A response.
     *
     * @param fft of two parts
     * @param response its samples
     * @param lead how many of them come before the direct sound
     */
    RoomResponse(FFT fft, float[] response, int lead) {
        this.fft = fft;
        this.lead = lead;
        this.parts = new float[(response.length + PART - 1) / PART][];
        for (int part = 0; part < parts.length; part++) {
            float[] spectrum = new float[2 * PART];
            int from = part * PART;
            System.arraycopy(response, from, spectrum, 0, Math.min(PART, response.length - from));
            fft.forwardTransform(spectrum);
            parts[part] = spectrum;
        }
    }

    /** Samples as heard in the room: the same number, the direct sound where it was. */
    float[] convolve(float[] samples) {
        float[] output = new float[samples.length];
        int blocks = (samples.length + lead + PART - 1) / PART;
        float[][] heard = new float[parts.length][];
        float[] sum = new float[2 * PART];
        for (int block = 0; block < blocks; block++) {
            heard[block % parts.length] = spectrum(samples, block);
            Arrays.fill(sum, 0);
            for (int part = 0; part <= Math.min(block, parts.length - 1); part++) {
                multiplyInto(sum, heard[(block - part) % parts.length], parts[part]);
            }
            fft.backwardsTransform(sum);
            copy(sum, block * PART - lead, output);
        }
        return output;
    }

    /** The spectrum of a block and the one before it. */
    private float[] spectrum(float[] samples, int block) {
        float[] spectrum = new float[2 * PART];
        int from = Math.max(0, (block - 1) * PART);
        int to = Math.min(samples.length, (block + 1) * PART);
        if (from < to) {
            System.arraycopy(samples, from, spectrum, block == 0 ? PART : 0, to - from);
        }
        fft.forwardTransform(spectrum);
        return spectrum;
    }

    /** Copies the second half, which the wrap-around has not reached, to its place in the output. */
    private static void copy(float[] sum, int to, float[] output) {
        int skipped = Math.max(0, -to);
        int count = Math.min(PART, output.length - to) - skipped;
        if (count > 0) {
            System.arraycopy(sum, PART + skipped, output, to + skipped, count);
        }
    }

    /** The real parts of the first and last bin are at indices 0 and 1. */
    private static void multiplyInto(float[] sum, float[] a, float[] b) {
        sum[0] += a[0] * b[0];
        sum[1] += a[1] * b[1];
        for (int i = 2; i < sum.length; i += 2) {
            sum[i] += a[i] * b[i] - a[i + 1] * b[i + 1];
            sum[i + 1] += a[i] * b[i + 1] + a[i + 1] * b[i];
        }
    }
}
