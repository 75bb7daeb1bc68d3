package attune.seed;

import java.util.SplittableRandom;

/**
 * The one seed of a run. Every random choice draws from a stream named by its purpose and, where it recurs, its step,
 * so that a choice does not depend on how many draws came before it: a resumed run draws what an uninterrupted one
 * would.
 *
 * @param value the seed the user gave or the run recorded
 */
public record RunSeed(long value) {

    /**
     * The stream for one purpose.
     *
     * @param purpose what the numbers are for, such as {@code "shuffle"}
     * @param steps which time it is, such as the epoch; may be left out
     * @return a fresh generator, the same for the same arguments
     */
    public SplittableRandom stream(String purpose, long... steps) {
        return new SplittableRandom(derive(purpose, steps));
    }

    /**
     * The seed for one purpose, for code that must store it.
     *
     * @param purpose what the numbers are for
     * @param steps which time it is; may be left out
     * @return 64 well-mixed bits
     */
    public long derive(String purpose, long... steps) {
        long state = mix(value);
        for (int i = 0; i < purpose.length(); i++) {
            state = mix(state ^ purpose.charAt(i));
        }
        for (long step : steps) {
            state = mix(state + 0x9E3779B97F4A7C15L ^ step);
        }
        return state;
    }

    /**
     * The finaliser of SplitMix64 (Steele, Lea, Flood 2014): a bijection whose every output bit depends on every input
     * bit.
     *
     * @param bits any bits
     * @return the mixed bits
     */
    public static long mix(long bits) {
        long z = bits + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
