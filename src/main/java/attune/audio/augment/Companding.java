package attune.audio.augment;

import java.util.SplittableRandom;

/**
 * What ITU-T G.711 leaves of a sample: coded to eight bits and decoded again. Both laws keep the highest five bits of a
 * sample's magnitude (its exponent and four more) and decode to the middle of the values they cannot tell apart.
 */
public enum Companding {
    /** North America's and Japan's. A bias of 132 makes its steps grow from the first on. */
    MU_LAW(132, 32635, 3),
    /** Europe's, and that of all international calls. Below 512 all steps are 16 wide. */
    A_LAW(0, 32767, 4);

    private static final float FULL_SCALE = 32768;
    /** Bits of a magnitude that a code keeps, the leading one included. */
    private static final int KEPT_BITS = 5;

    private final int bias;
    private final int most;
    private final int leastStepBits;

    Companding(int bias, int most, int leastStepBits) {
        this.bias = bias;
        this.most = most;
        this.leastStepBits = leastStepBits;
    }

    /** In place, samples of full scale ±1. */
    void code(float[] samples) {
        for (int i = 0; i < samples.length; i++) {
            samples[i] = coded(Math.round(samples[i] * FULL_SCALE)) / FULL_SCALE;
        }
    }

    /** One sample on the 16-bit scale. */
    int coded(int sample) {
        // A-law has no zero: the code of the smallest negative magnitude is that of -1 to -16.
        int magnitude = Math.min(most, this == A_LAW && sample < 0 ? -sample - 1 : Math.abs(sample)) + bias;
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(magnitude);
        int step = Math.max(leastStepBits, bits - KEPT_BITS);
        int middle = (magnitude >> step << step) + (1 << (step - 1)) - bias;
        return sample < 0 ? -middle : middle;
    }

    static Companding drawn(SplittableRandom random) {
        return random.nextBoolean() ? MU_LAW : A_LAW;
    }

    String text() {
        return this == MU_LAW ? "mu-law" : "A-law";
    }
}
