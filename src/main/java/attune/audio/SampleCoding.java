package attune.audio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How one sample is stored in a WAV file or sent over a wire: little-endian, 8-bit unsigned, wider integers signed, full
 * scale ±1.
 */
public enum SampleCoding {
    /** Integers from 0 to 255; 128 is silence. */
    UNSIGNED_8(1) {
        @Override
        public double decode(byte[] bytes, int at) {
            return ((bytes[at] & 0xFF) - 128) / 128.0;
        }
    },
    /** Signed integers of 16 bits. */
    SIGNED_16(2) {
        @Override
        public double decode(byte[] bytes, int at) {
            return (short) SHORTS.get(bytes, at) / 32768.0;
        }
    },
    /** Signed integers of 24 bits. */
    SIGNED_24(3) {
        @Override
        public double decode(byte[] bytes, int at) {
            return ((bytes[at + 2] << 16) | ((bytes[at + 1] & 0xFF) << 8) | (bytes[at] & 0xFF)) / 8388608.0;
        }
    },
    /** Signed integers of 32 bits. */
    SIGNED_32(4) {
        @Override
        public double decode(byte[] bytes, int at) {
            return (int) INTS.get(bytes, at) / 2147483648.0;
        }
    },
    /** IEEE 754 numbers of 32 bits. */
    FLOAT_32(4) {
        @Override
        public double decode(byte[] bytes, int at) {
            return Float.intBitsToFloat((int) INTS.get(bytes, at));
        }
    },
    /** IEEE 754 numbers of 64 bits. */
    FLOAT_64(8) {
        @Override
        public double decode(byte[] bytes, int at) {
            return Double.longBitsToDouble((long) LONGS.get(bytes, at));
        }
    },
    /** ITU-T G.711 A-law. */
    A_LAW(1) {
        @Override
        public double decode(byte[] bytes, int at) {
            return aLaw(bytes[at]) / 32768.0;
        }
    },
    /** ITU-T G.711 mu-law. */
    MU_LAW(1) {
        @Override
        public double decode(byte[] bytes, int at) {
            return muLaw(bytes[at]) / 32768.0;
        }
    };

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INTS = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final int bytes;

    SampleCoding(int bytes) {
        this.bytes = bytes;
    }

    /**
     * The size of a sample.
     *
     * @return bytes of one sample of one channel
     */
    public int bytes() {
        return bytes;
    }

    /**
     * The amplitude of the sample that starts at a byte.
     *
     * @param bytes that hold it
     * @param at its first byte
     * @return from -1 to 1
     */
    public abstract double decode(byte[] bytes, int at);

    /** ITU-T G.711 A-law, to the 16-bit scale: even bits inverted, 3-bit exponent, 4-bit mantissa. */
    private static int aLaw(byte code) {
        int bits = (code & 0xFF) ^ 0x55;
        int exponent = (bits >> 4) & 7;
        int mantissa = bits & 15;
        int magnitude = exponent == 0 ? (mantissa << 4) + 8 : ((mantissa << 4) + 0x108) << (exponent - 1);
        return (bits & 0x80) != 0 ? magnitude : -magnitude;
    }

    /** ITU-T G.711 mu-law, to the 16-bit scale: all bits inverted, a bias of 33 on the 14-bit scale. */
    private static int muLaw(byte code) {
        int bits = ~code & 0xFF;
        int magnitude = ((((bits & 15) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
        return (bits & 0x80) != 0 ? -magnitude : magnitude;
    }
}
