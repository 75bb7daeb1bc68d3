package attune.audio;

/**
 * Two sample rates as a fraction in lowest terms.
 *
 * @param up output samples
 * @param down input samples in the same time
 */
record RateRatio(int up, int down) {

    /** From one rate to another, in Hz. */
    static RateRatio of(int inputHz, int outputHz) {
        int a = inputHz;
        int b = outputHz;
        while (b != 0) {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return new RateRatio(outputHz / a, inputHz / a);
    }

    boolean isOne() {
        return up == down;
    }

    /** The number of samples after conversion: {@code round(samples * up / down)}, halves up. */
    long scale(long samples) {
        return scale(samples, up, down);
    }

    static long scale(long samples, long up, long down) {
        return Math.floorDiv(Math.addExact(Math.multiplyExact(2 * samples, up), down), 2 * down);
    }
}
