package attune.training;

import attune.backend.FloatArrays;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Sums up in one SHA-256 everything that a cached result depends on; equal keys mean equal results. */
public final class CacheKey {
    private static final int BLOCK = 1 << 14;

    private final MessageDigest digest;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    /** An empty key. */
    public CacheKey() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /**
     * Adds a text.
     *
     * @param text such as a name or a version
     * @return this
     */
    public CacheKey add(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        addLength(bytes.length);
        digest.update(bytes);
        return this;
    }

    /**
     * Adds numbers.
     *
     * @param values in their order
     * @return this
     */
    public CacheKey add(float[] values) {
        addLength(values.length);
        for (int from = 0; from < values.length; from += BLOCK) {
            int count = Math.min(BLOCK, values.length - from);
            block.asFloatBuffer().put(values, from, count);
            digest.update(block.array(), 0, count * Float.BYTES);
        }
        return this;
    }

    /**
     * Adds an array of floats.
     *
     * @param values of any shape
     * @return this
     */
    public CacheKey add(INDArray values) {
        try (INDArray rowMajor = values.dup('c')) {
            return add(FloatArrays.values(rowMajor));
        }
    }

    /**
     * The key; nothing can be added afterwards.
     *
     * @return 64 hexadecimal digits
     */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Tells "ab", "c" from "a", "bc". */
    private void addLength(int length) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(length).flip());
    }
}
