package attune.speech.store;

import attune.features.FeatureMatrix;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * One file of the cache, little-endian: eight magic bytes, the key (32 bytes), frames, coefficients, checksum of the
 * values, checksum of everything before it (4 bytes each), then the values as 32-bit floats, row-major. An inconsistent
 * file counts as missing.
 */
final class FeatureFile {
    private static final byte[] LETTERS = "ATTFEAT1".getBytes(StandardCharsets.US_ASCII);
    private static final int KEY_BYTES = 32;
    private static final int HEADER_BYTES = 8 + KEY_BYTES + 4 * Integer.BYTES;

    private static final int PIECE_BYTES = 1 << 16;

    private FeatureFile() {}

    static long bytes(FeatureMatrix features) {
        return HEADER_BYTES + (long) features.values().length * Float.BYTES;
    }

    static void write(OutputStream out, FeatureKey key, FeatureMatrix features) throws IOException {
        byte[] values = new byte[Math.multiplyExact(features.values().length, Float.BYTES)];
        littleEndian(values).asFloatBuffer().put(features.values());
        byte[] header = new byte[HEADER_BYTES];
        ByteBuffer fields = littleEndian(header)
                .put(LETTERS)
                .put(key.bytes())
                .putInt(features.frames())
                .putInt(features.coefficients())
                .putInt(checksum(values, values.length));
        fields.putInt(checksum(header, fields.position()));
        out.write(header);
        out.write(values);
    }

    /** The number of frames a file holds for a key, judging by its header and length alone. */
    static OptionalInt frames(Path file, FeatureKey key) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            return header(in, key).stream().mapToInt(Header::frames).findFirst();
        }
    }

    /** The features a file holds for a key, if every bit is as it was written. */
    static Optional<FeatureMatrix> read(Path file, FeatureKey key) throws IOException {
        try (FileChannel in = FileChannel.open(file)) {
            Optional<Header> header = header(in, key);
            if (header.isEmpty()) {
                return Optional.empty();
            }
            int frames = header.get().frames();
            byte[] bytes = new byte[Math.toIntExact(in.size() - HEADER_BYTES)];
            if (!fill(in, bytes)
                    || checksum(bytes, bytes.length) != header.get().checksum()) {
                return Optional.empty();
            }
            float[] values = new float[frames * key.coefficients()];
            littleEndian(bytes).asFloatBuffer().get(values);
            return Optional.of(new FeatureMatrix(values, frames, key.coefficients()));
        }
    }

    /** What a valid header says about the values after it. */
    private record Header(int frames, int checksum) {}

    private static Optional<Header> header(FileChannel in, FeatureKey key) throws IOException {
        byte[] bytes = new byte[HEADER_BYTES];
        if (!fill(in, bytes)) {
            return Optional.empty();
        }
        ByteBuffer fields = littleEndian(bytes);
        byte[] letters = new byte[LETTERS.length];
        byte[] owner = new byte[KEY_BYTES];
        fields.get(letters).get(owner);
        int frames = fields.getInt();
        int coefficients = fields.getInt();
        int valuesChecksum = fields.getInt();
        boolean sound = fields.getInt() == checksum(bytes, HEADER_BYTES - Integer.BYTES)
                && Arrays.equals(letters, LETTERS)
                && Arrays.equals(owner, key.bytes())
                && coefficients == key.coefficients()
                && frames >= 0
                && in.size() == HEADER_BYTES + (long) frames * coefficients * Float.BYTES;
        return sound ? Optional.of(new Header(frames, valuesChecksum)) : Optional.empty();
    }

    /** Reads in pieces, because Java keeps an off-heap buffer for each thread, as large as its largest read. */
    private static boolean fill(FileChannel in, byte[] bytes) throws IOException {
        ByteBuffer room = ByteBuffer.wrap(bytes);
        while (room.position() < bytes.length) {
            room.limit(Math.min(bytes.length, room.position() + PIECE_BYTES));
            if (in.read(room) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer littleEndian(byte[] bytes) {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C sum = new CRC32C();
        sum.update(bytes, 0, length);
        return (int) sum.getValue();
    }
}
