package attune.training;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** Writes an {@link ActivationFile}. */
final class ActivationWriter {
    private final OutputStream out;
    private final CRC32C checksum = new CRC32C();
    private final byte[] index;
    private final int examples;
    private long at;
    private int given;

    ActivationWriter(OutputStream out, int examples) {
        this.out = out;
        this.examples = examples;
        this.index = new byte[examples * ActivationFile.INDEX_ENTRY];
    }

    void write(ActivationFile.Source source, String key) throws IOException {
        source.writeTo(this::put);
        if (given != examples) {
            throw new IllegalStateException(given + " examples were given instead of " + examples);
        }
        write(index);
        byte[] count = new byte[Integer.BYTES];
        littleEndian(count).putInt(examples);
        write(count);
        write(key.getBytes(StandardCharsets.US_ASCII));
        byte[] end = new byte[Long.BYTES + Integer.BYTES];
        littleEndian(end).putLong(checksum.getValue()).putInt(ActivationFile.MAGIC);
        write(end);
    }

    private void put(int example, float[] values) throws IOException {
        littleEndian(index)
                .position(example * ActivationFile.INDEX_ENTRY)
                .putLong(at)
                .putInt(values.length);
        byte[] bytes = new byte[Math.multiplyExact(values.length, Float.BYTES)];
        littleEndian(bytes).asFloatBuffer().put(values);
        write(bytes);
        given++;
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        checksum.update(bytes);
        at += bytes.length;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
