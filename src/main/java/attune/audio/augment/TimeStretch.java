package attune.audio.augment;

/**
 * Changes the pace but not the pitch: waveform-similarity overlap-add (Verhelst and Roelands, ICASSP 1993). The output
 * is assembled from blocks of the input that start about where the pace says, each shifted by up to
 * {@value #SEARCH_SECONDS} seconds to where it best continues the block before.
 */
final class TimeStretch {
    private static final double BLOCK_SECONDS = 0.02;
    /** A period of the lowest voices, so that one fits. */
    private static final double SEARCH_SECONDS = 0.0075;
    /** The search first runs over means of this many samples. */
    private static final int COARSE = 4;

    private final int block;
    private final int search;
    private final float[] fade;

    TimeStretch(int rateHz) {
        block = (int) Math.round(BLOCK_SECONDS * rateHz) / COARSE * COARSE;
        search = (int) Math.round(SEARCH_SECONDS * rateHz) / COARSE * COARSE;
        fade = new float[block];
        for (int i = 0; i < block; i++) {
            fade[i] = (float) (0.5 - 0.5 * Math.cos(Math.PI * (i + 0.5) / block));
        }
    }

    float[] stretch(float[] samples, double factor, int length) {
        // The search may look a little beyond both ends: silence there.
        int before = search + COARSE;
        float[] input = new float[before + samples.length + 3 * block + 2 * before];
        System.arraycopy(samples, 0, input, before, samples.length);
        float[] means = means(input);
        float[] output = new float[length];
        int continued = before;
        for (int at = 0; at < length; at += block) {
            int due = before + (int) Math.round(at * factor);
            int start = at == 0 ? due : best(input, means, continued, due);
            int count = Math.min(block, length - at);
            for (int i = 0; i < count; i++) {
                float old = input[continued + i];
                output[at + i] = old + fade[i] * (input[start + i] - old);
            }
            continued = start + block;
        }
        return output;
    }

    private static float[] means(float[] input) {
        float[] means = new float[input.length / COARSE];
        for (int i = 0; i < means.length; i++) {
            int at = i * COARSE;
            means[i] = input[at] + input[at + 1] + input[at + 2] + input[at + 3];
        }
        return means;
    }

    /** The start, near where one is due, whose block is most like the natural continuation. */
    private int best(float[] input, float[] means, int wanted, int due) {
        int coarse = COARSE
                * mostAlike(means, block / COARSE, wanted / COARSE, (due - search) / COARSE, (due + search) / COARSE);
        int from = Math.max(due - search, coarse - COARSE + 1);
        int to = Math.min(due + search, coarse + COARSE - 1);
        return mostAlike(input, block, wanted, from, to);
    }

    /** The start with the highest correlation with the wanted block, relative to its own energy; the first of equals. */
    private static int mostAlike(float[] values, int length, int wanted, int from, int to) {
        int best = (from + to) / 2;
        double most = 0;
        double energy = dot(values, from, from, length);
        for (int start = from; start <= to; start++) {
            double alike = dot(values, wanted, start, length);
            double score = alike * Math.abs(alike) / (energy + 1e-9);
            if (score > most) {
                most = score;
                best = start;
            }
            double leaving = values[start];
            double coming = values[start + length];
            energy = Math.max(0, energy + coming * coming - leaving * leaving);
        }
        return best;
    }

    /** Four sums, so that additions need not wait for each other. */
    private static float dot(float[] values, int one, int other, int length) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        for (int i = 0; i < length - 3; i += 4) {
            a += values[one + i] * values[other + i];
            b += values[one + i + 1] * values[other + i + 1];
            c += values[one + i + 2] * values[other + i + 2];
            d += values[one + i + 3] * values[other + i + 3];
        }
        return (a + b) + (c + d);
    }
}
