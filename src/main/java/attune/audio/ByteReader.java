package attune.audio;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads whole fields of a file header and keeps track of its position. */
final class ByteReader {

    private final InputStream in;
    private long position;

    ByteReader(InputStream in) {
        this.in = in;
    }

    /** Bytes taken so far. */
    long position() {
        return position;
    }

    /**
     * {@code count} bytes, as a little-endian buffer.
     *
     * @throws EOFException when the file ends first
     */
    ByteBuffer bytes(int count) throws IOException {
        return ByteBuffer.wrap(array(count)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** As {@link #bytes}, as an array. */
    byte[] array(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        position += bytes.length;
        if (bytes.length < count) {
            throw new EOFException();
        }
        return bytes;
    }

    /** As {@link #bytes}, but null when the file ends exactly here. */
    @Nullable
    ByteBuffer bytesOrEnd(int count) throws IOException {
        in.mark(1);
        if (in.read() < 0) {
            return null;
        }
        in.reset();
        return bytes(count);
    }

    /** Skips bytes. */
    void skip(long count) throws IOException {
        in.skipNBytes(count);
        position += count;
    }

    /** Skips tags; returns their bytes. */
    long skipTags() throws IOException {
        long skipped = Tags.skip(in);
        position += skipped;
        return skipped;
    }

    /** Four bytes as the text they spell. */
    static String tag(ByteBuffer bytes, int at) {
        byte[] four = new byte[4];
        bytes.get(at, four);
        return new String(four, StandardCharsets.ISO_8859_1);
    }
}
