package attune.ctc;

import java.util.Arrays;

/**
 * Non-negative numbers of any size, {@code mantissa * RADIX^exponent}, the mantissa 0 or within [2⁻²⁵⁶, 2²⁵⁶).
 *
 * <p>A path's probability over a thousand frames is far below the smallest double, and within one frame the states'
 * probabilities differ by more than a double's range, so that scaling each frame as a whole would flush some to zero,
 * possibly those that matter later. Logarithms solve this at the price of an {@code exp} and a {@code log} for every
 * state. Here every number keeps its own exponent: sums and products are those of doubles, and every one is relatively
 * accurate to a few units in the last place, which logarithms of large probabilities are not.
 *
 * <p>Why the sums are right: numbers of equal exponents add as doubles. With exponents one apart the smaller is scaled by
 * 2⁻⁵¹², without loss. With exponents two or more apart, the ratio is below 2⁻⁵¹², and leaving the smaller out changes
 * no bit. The radix is large enough that exponents are nearly always equal, and small enough that a product of two
 * mantissas needs no care.
 */
final class WideArray {
    static final double RADIX = 0x1p512;
    static final double INVERSE_RADIX = 0x1p-512;
    static final double LOG_RADIX = 512 * Math.log(2);

    private static final double LOW = 0x1p-256;
    private static final double HIGH = 0x1p256;

    /** The exponent of zero: below all others, and its differences to them do not overflow. */
    private static final int ZERO_EXPONENT = Integer.MIN_VALUE / 2;

    double[] mantissas = {};
    int[] exponents = {};

    /** Makes room; what was stored is lost. */
    void reserve(int length) {
        if (mantissas.length < length) {
            mantissas = new double[length];
            exponents = new int[length];
        }
    }

    void setZeros(int from, int to) {
        Arrays.fill(mantissas, from, to, 0);
        Arrays.fill(exponents, from, to, ZERO_EXPONENT);
    }

    /** Stores a number whose mantissa may have left its interval by one multiplication or addition. */
    void set(int index, double mantissa, int exponent) {
        double m = mantissa;
        int e = exponent;
        if (m < LOW) {
            if (m == 0) {
                e = ZERO_EXPONENT;
            } else {
                m *= RADIX;
                e--;
            }
        } else if (m >= HIGH) {
            m *= INVERSE_RADIX;
            e++;
        }
        mantissas[index] = m;
        exponents[index] = e;
    }

    /** Stores e to a power, which may be negative infinity. */
    void setExp(int index, double power) {
        if (power == Double.NEGATIVE_INFINITY) {
            set(index, 0, 0);
        } else {
            int exponent = (int) Math.rint(power / LOG_RADIX);
            set(index, Math.exp(power - exponent * LOG_RADIX), exponent);
        }
    }

    /** Stores the sum of two numbers of an array. */
    void setSum(int index, WideArray terms, int i, int j) {
        int e = terms.exponents[i];
        int f = terms.exponents[j];
        if (e == f) {
            set(index, terms.mantissas[i] + terms.mantissas[j], e);
        } else {
            int top = Math.max(e, f);
            set(index, shifted(terms.mantissas[i], e - top) + shifted(terms.mantissas[j], f - top), top);
        }
    }

    /** Stores the sum of three numbers of an array. */
    void setSum(int index, WideArray terms, int i, int j, int k) {
        int e = terms.exponents[i];
        int f = terms.exponents[j];
        int g = terms.exponents[k];
        if (e == f && f == g) {
            set(index, terms.mantissas[i] + terms.mantissas[j] + terms.mantissas[k], e);
        } else {
            int top = Math.max(e, Math.max(f, g));
            double sum = shifted(terms.mantissas[i], e - top)
                    + shifted(terms.mantissas[j], f - top)
                    + shifted(terms.mantissas[k], g - top);
            set(index, sum, top);
        }
    }

    /** The number as a double, 0 where it is too small for one. */
    double toDouble(int index) {
        int e = exponents[index];
        return e == 0 ? mantissas[index] : shifted(mantissas[index], e);
    }

    double log(int index) {
        return Math.log(mantissas[index]) + exponents[index] * LOG_RADIX;
    }

    /** A mantissa at another exponent: {@code mantissa * RADIX^by} for by ≤ 1, below the last bit of anything for -2. */
    static double shifted(double mantissa, int by) {
        return switch (by) {
            case 1 -> mantissa * RADIX;
            case 0 -> mantissa;
            case -1 -> mantissa * INVERSE_RADIX;
            default -> 0;
        };
    }
}
