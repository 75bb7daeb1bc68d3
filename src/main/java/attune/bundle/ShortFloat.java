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

    private final int fractionBits;
    private final int bias;
    private final int infinity;

    private ShortFloat(int exponentBits) {
        this.fractionBits = BITS - 1 - exponentBits;
        this.bias = (1 << (exponentBits - 1)) - 1;
        this.infinity = ((1 << exponentBits) - 1) << fractionBits;
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
        double sign = code < 0 ? -1.0 : 1.0;
        if (magnitude >= infinity) {
            return magnitude == infinity ? sign * Double.POSITIVE_INFINITY : Double.NaN;
        }
        int field = magnitude >> fractionBits;
        int fraction = magnitude & ((1 << fractionBits) - 1);
        int steps = field == 0 ? fraction : fraction + (1 << fractionBits);
        return sign * Math.scalb((double) steps, Math.max(field, 1) - bias - fractionBits);
    }
}
