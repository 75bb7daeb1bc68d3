package attune.bundle;

/**
 * A 16-bit binary floating-point format: one sign bit, some exponent and some fraction bits, laid out and rounded as in
 * IEEE 754-2008.
 */
final class ShortFloat {

    /** IEEE 754 binary16: up to 65504, 11 significant bits. */
    static final ShortFloat BINARY16 = new ShortFloat(5);

    /** The upper half of a binary32: its range, 8 significant bits. */
    static final ShortFloat BFLOAT16 = new ShortFloat(8);

    private static final int BITS = 16;
    private static final int BINARY32_FRACTION_BITS = 23;

    private final int fractionBits;
    private final int bias;
    private final int infinity;
    /** From where the fields of the format lie to where those of a binary32 lie, and what that does to the number. */
    private final int binary32Shift;

    private final float binary32Scale;

    private ShortFloat(int exponentBits) {
        this.fractionBits = BITS - 1 - exponentBits;
        this.bias = (1 << (exponentBits - 1)) - 1;
        this.infinity = ((1 << exponentBits) - 1) << fractionBits;
        this.binary32Shift = BINARY32_FRACTION_BITS - fractionBits;
        this.binary32Scale = Math.scalb(1f, Float.MAX_EXPONENT - bias);
    }

    /**
     * The nearest value of the format, ties to even; infinity from half a step past the greatest.
     *
     * @param value any number except NaN
     * @return 16 bits
     */
    short encode(double value) {
        int sign = value < 0 || 1 / value < 0 ? 1 << (BITS - 1) : 0;
        double magnitude = Math.abs(value);
        int exponent = Math.max(Math.getExponent(magnitude), 1 - bias);
        if (exponent > bias) {
            return (short) (sign | infinity);
        }
        // Scaled by a power of two so that one step of the format is 1: rint then rounds as the format must.
        int steps = (int) Math.rint(Math.scalb(magnitude, fractionBits - exponent));
        // The leading bit of a normal number raises the exponent field by one, as does a carry out of the rounding.
        int code = ((exponent + bias - 1) << fractionBits) + steps;
        return (short) (sign | Math.min(code, infinity));
    }

    /**
     * The exact number that 16 bits encode.
     *
     * @param code 16 bits
     * @return the number, which may be infinite or NaN
     */
    double decode(short code) {
        int magnitude = code & ((1 << (BITS - 1)) - 1);
        double value;
        if (magnitude >= infinity) {
            value = magnitude == infinity ? Double.POSITIVE_INFINITY : Double.NaN;
        } else {
            // The same exponent field means a power of two less in a format of a larger bias.
            value = Float.intBitsToFloat(magnitude << binary32Shift) * binary32Scale;
        }
        return code < 0 ? -value : value;
    }
}
