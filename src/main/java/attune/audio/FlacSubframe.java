package attune.audio;

import java.io.IOException;
import java.util.Arrays;

/**
 * One channel of one FLAC frame (RFC 9639, section 9.2): a predictor and the residual that corrects it. All arithmetic
 * is in 64 bits, which the widest case (32-bit samples, a 33-bit side channel, 15-bit coefficients of order 32) needs.
 */
final class FlacSubframe {

    private static final int MAX_ORDER = 32;
    /** Differences of order 0 to 4, as predictor coefficients of the preceding samples, nearest first. */
    private static final long[][] FIXED = {{}, {1}, {2, -1}, {3, -3, 1}, {4, -6, 4, -1}};

    private final FlacBits bits;

    FlacSubframe(FlacBits bits) {
        this.bits = bits;
    }

    /**
     * Decodes a channel.
     *
     * @param samples receives them
     * @param count how many, the frame's block size
     * @param sampleBits their width, the side channel's extra bit included
     */
    void decode(long[] samples, int count, int sampleBits) throws IOException {
        if (bits.unsigned(1) != 0) {
            throw broken("has a subframe that starts with a one");
        }
        int type = (int) bits.unsigned(6);
        int wasted = bits.unsigned(1) == 0 ? 0 : (int) Math.min(sampleBits, bits.zerosBeforeOne() + 1);
        int width = sampleBits - wasted;
        if (width <= 0) {
            throw broken("has a subframe that wastes all of its " + sampleBits + " bits");
        }
        if (type == 0) {
            Arrays.fill(samples, 0, count, bits.signed(width));
        } else if (type == 1) {
            verbatim(samples, count, width);
        } else if (type >= 8 && type <= 12) {
            int order = type - 8;
            warmUp(samples, order, count, width);
            residual(samples, count, order);
            restore(samples, count, FIXED[order], 0);
        } else if (type >= 32) {
            linear(samples, count, type - 31, width);
        } else {
            throw broken("has a subframe of the reserved type " + type);
        }
        for (int i = 0; wasted > 0 && i < count; i++) {
            samples[i] <<= wasted;
        }
    }

    private void verbatim(long[] samples, int count, int width) throws IOException {
        for (int i = 0; i < count; i++) {
            samples[i] = bits.signed(width);
        }
    }

    private void linear(long[] samples, int count, int order, int width) throws IOException {
        warmUp(samples, order, count, width);
        int precision = (int) bits.unsigned(4) + 1;
        int shift = (int) bits.signed(5);
        if (precision == 16 || shift < 0) {
            throw broken("has a predictor of the forbidden precision " + precision + " or shift " + shift);
        }
        long[] coefficients = new long[order];
        for (int i = 0; i < order; i++) {
            coefficients[i] = bits.signed(precision);
        }
        residual(samples, count, order);
        restore(samples, count, coefficients, shift);
    }

    private void warmUp(long[] samples, int order, int count, int width) throws IOException {
        if (order > count || order > MAX_ORDER) {
            throw broken("has a predictor of order " + order + " for " + count + " samples");
        }
        verbatim(samples, order, width);
    }

    /** Section 9.2.7: partitions of Rice codes, each with its parameter, or of plain numbers after an escape. */
    private void residual(long[] samples, int count, int order) throws IOException {
        int method = (int) bits.unsigned(2);
        if (method > 1) {
            throw broken("has a residual of the reserved coding " + method);
        }
        int parameterBits = 4 + method;
        int partitionOrder = (int) bits.unsigned(4);
        int length = count >> partitionOrder;
        if (length << partitionOrder != count || length < order) {
            throw broken("has a residual of " + count + " samples in " + (1 << partitionOrder) + " parts");
        }
        int at = order;
        for (int end = length; end <= count; end += length) {
            int parameter = (int) bits.unsigned(parameterBits);
            if (parameter == (1 << parameterBits) - 1) {
                int width = (int) bits.unsigned(5);
                for (; at < end; at++) {
                    samples[at] = bits.signed(width);
                }
            } else {
                for (; at < end; at++) {
                    long code = (bits.zerosBeforeOne() << parameter) | bits.unsigned(parameter);
                    samples[at] = (code >>> 1) ^ -(code & 1);
                }
            }
        }
    }

    private static void restore(long[] samples, int count, long[] coefficients, int shift) {
        int order = coefficients.length;
        for (int i = order; i < count; i++) {
            long predicted = 0;
            for (int j = 0; j < order; j++) {
                predicted += coefficients[j] * samples[i - 1 - j];
            }
            samples[i] += predicted >> shift;
        }
    }

    private static Broken broken(String what) {
        return new Broken(what);
    }

    /** What is wrong with a subframe; the reader of the frame knows where it is. */
    static final class Broken extends IOException {
        private static final long serialVersionUID = 1L;

        Broken(String what) {
            super(what);
        }
    }
}
