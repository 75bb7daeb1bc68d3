package attune.bundle;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The storage type of the numbers in a weight file. Rounding is to nearest, ties to even; a number beyond a type's
 * range is refused, not made infinite.
 */
public enum WeightStorage {
    /** IEEE 754 binary64: every value of a double network, exactly. */
    FLOAT64("F64", Double.BYTES) {
        @Override
        boolean put(ByteBuffer target, double value) {
            target.putDouble(value);
            return true;
        }

        @Override
        double get(ByteBuffer source) {
            return source.getDouble();
        }
    },
    /** IEEE 754 binary32: every value of a float network, exactly. */
    FLOAT32("F32", Float.BYTES) {
        @Override
        boolean put(ByteBuffer target, double value) {
            target.putFloat((float) value);
            return Float.isFinite((float) value);
        }

        @Override
        double get(ByteBuffer source) {
            return source.getFloat();
        }
    },
    /** IEEE 754 binary16: half the size, 11 significant bits, up to 65504. */
    FLOAT16("F16", Short.BYTES) {
        @Override
        boolean put(ByteBuffer target, double value) {
            return putShort(ShortFloat.BINARY16, target, value);
        }

        @Override
        double get(ByteBuffer source) {
            return ShortFloat.BINARY16.decode(source.getShort());
        }
    },
    /** The upper half of a binary32: half the size, 8 significant bits, its full range. */
    BFLOAT16("BF16", Short.BYTES) {
        @Override
        boolean put(ByteBuffer target, double value) {
            return putShort(ShortFloat.BFLOAT16, target, value);
        }

        @Override
        double get(ByteBuffer source) {
            return ShortFloat.BFLOAT16.decode(source.getShort());
        }
    };

    private static final double LARGEST_SHORT_FLOAT = 65_504;

    private final String dtype;
    private final int bytes;

    WeightStorage(String dtype, int bytes) {
        this.dtype = dtype;
        this.bytes = bytes;
    }

    /**
     * The shortest type that can hold every weight: 16 bits, which halve the file without affecting error rates, or 32.
     *
     * @param network whose weights are to be stored
     * @return the type
     */
    public static WeightStorage shortest(ComputationGraph network) {
        return network.params().amaxNumber().doubleValue() <= LARGEST_SHORT_FLOAT ? FLOAT16 : FLOAT32;
    }

    /**
     * The type's name in a safetensors header.
     *
     * @return such as {@code "F32"}
     */
    public String dtype() {
        return dtype;
    }

    /**
     * Size of one number.
     *
     * @return bytes
     */
    public int bytes() {
        return bytes;
    }

    /** Appends a finite number, rounded; false if it exceeds the range of the type. */
    abstract boolean put(ByteBuffer target, double value);

    /** Reads the next number, exactly. */
    abstract double get(ByteBuffer source);

    static Optional<WeightStorage> of(String dtype) {
        return Arrays.stream(values())
                .filter(storage -> storage.dtype.equals(dtype))
                .findFirst();
    }

    static String allDtypes() {
        return Arrays.stream(values()).map(WeightStorage::dtype).collect(Collectors.joining(", "));
    }

    private static boolean putShort(ShortFloat format, ByteBuffer target, double value) {
        short code = format.encode(value);
        target.putShort(code);
        return Double.isFinite(format.decode(code));
    }
}
