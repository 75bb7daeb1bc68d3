package attune.training;

import attune.files.AtomicFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * The output of a frozen trunk for each example of a corpus, as floats on disk: written once, then read in any order,
 * whole examples at a time. Read rather than mapped, so that a corpus larger than memory does not count as memory in
 * use.
 *
 * <p>Layout, little-endian: the examples' values in the order they arrived; for each example the position of its first
 * byte and its number of values; number of examples, key, CRC-32C of everything before it, magic. Only this program
 * reads it.
 *
 * <p>Thread-safe.
 */
public final class ActivationFile implements AutoCloseable {
    static final int MAGIC = 0x41545446; // "ATTF"
    private static final int KEY = 64;
    static final int INDEX_ENTRY = Long.BYTES + Integer.BYTES;
    private static final int TAIL = Integer.BYTES + KEY + Long.BYTES + Integer.BYTES;
    private static final int BLOCK = 1 << 16;

    private final Path file;
    private final FileChannel channel;
    private final long[] places;
    private final int[] sizes;
    private ByteBuffer bytes = buffer(BLOCK);

    private ActivationFile(Path file, FileChannel channel, long[] places, int[] sizes) {
        this.file = file;
        this.channel = channel;
        this.places = places;
        this.sizes = sizes;
    }

    /** Supplies every example's values, in any order. */
    @FunctionalInterface
    public interface Source {
        /**
         * Supplies them all.
         *
         * @param sink receives each example once
         * @throws IOException when the sink does
         */
        void writeTo(Sink sink) throws IOException;
    }

    /** Takes examples' values. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes one example.
         *
         * @param example its number
         * @param values all of its values
         * @throws IOException when the disk refuses
         */
        void put(int example, float[] values) throws IOException;
    }

    /** Whether a network computes in the type that files hold. */
    static boolean holds(ComputationGraphConfiguration network) {
        return network.getDataType() == DataType.FLOAT;
    }

    /**
     * Opens a file if it exists, is complete, and has the same key and number of examples.
     *
     * @param file its name
     * @param key of what it should hold, from {@link CacheKey#hex}
     * @param examples number of examples
     * @return the file; absent if it must be written anew
     * @throws IOException when the disk refuses
     */
    public static Optional<ActivationFile> open(Path file, String key, int examples) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        Optional<ActivationFile> opened = Optional.empty();
        try {
            opened = read(file, channel, key, examples);
        } finally {
            if (opened.isEmpty()) {
                channel.close();
            }
        }
        return opened;
    }

    /**
     * Writes a file and opens it. A kill midway leaves none.
     *
     * @param file its name; missing folders are made
     * @param key of what it holds, from {@link CacheKey#hex}
     * @param examples number of examples
     * @param source supplies them all
     * @return the file
     * @throws IOException when the disk refuses
     */
    public static ActivationFile write(Path file, String key, int examples, Source source) throws IOException {
        AtomicFile.write(file, out -> new ActivationWriter(out, examples).write(source, key));
        return open(file, key, examples)
                .orElseThrow(() -> new IOException(file + ": does not read back as it was written"));
    }

    /**
     * A file's size on disk, in bytes.
     *
     * @param examples number of examples
     * @param values number of values of all of them together
     * @return its size
     */
    public static long bytes(int examples, long values) {
        return values * Float.BYTES + (long) examples * INDEX_ENTRY + TAIL;
    }

    /**
     * Reads one example.
     *
     * @param example its number
     * @return its values, as written
     * @throws UncheckedIOException when the disk refuses
     */
    public synchronized float[] read(int example) {
        int length = Math.multiplyExact(sizes[example], Float.BYTES);
        if (bytes.capacity() < length) {
            bytes = buffer(length);
        }
        bytes.clear().limit(length);
        try {
            readFully(channel, bytes, places[example]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
        float[] values = new float[sizes[example]];
        bytes.asFloatBuffer().get(values);
        return values;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static Optional<ActivationFile> read(Path file, FileChannel channel, String key, int expected)
            throws IOException {
        long size = channel.size();
        if (size < TAIL) {
            return Optional.empty();
        }
        ByteBuffer tail = readFully(channel, buffer(TAIL), size - TAIL);
        int examples = tail.getInt();
        byte[] written = new byte[KEY];
        tail.get(written);
        boolean same = Arrays.equals(written, key.getBytes(StandardCharsets.US_ASCII));
        long checksum = tail.getLong();
        long index = size - TAIL - (long) examples * INDEX_ENTRY;
        if (!same
                || tail.getInt() != MAGIC
                || examples != expected
                || index < 0
                || checksum != checksum(channel, size)) {
            return Optional.empty();
        }
        ByteBuffer entries = readFully(channel, buffer(examples * INDEX_ENTRY), index);
        long[] places = new long[examples];
        int[] sizes = new int[examples];
        for (int i = 0; i < examples; i++) {
            places[i] = entries.getLong();
            sizes[i] = entries.getInt();
            if (places[i] < 0 || sizes[i] < 0 || places[i] > index - (long) sizes[i] * Float.BYTES) {
                return Optional.empty();
            }
        }
        return Optional.of(new ActivationFile(file, channel, places, sizes));
    }

    private static long checksum(FileChannel channel, long size) throws IOException {
        CRC32C checksum = new CRC32C();
        ByteBuffer block = buffer(BLOCK);
        long end = size - Integer.BYTES - Long.BYTES;
        for (long at = 0; at < end; at += BLOCK) {
            block.clear().limit((int) Math.min(BLOCK, end - at));
            checksum.update(readFully(channel, block, at));
        }
        return checksum.getValue();
    }

    private static ByteBuffer readFully(FileChannel channel, ByteBuffer into, long from) throws IOException {
        while (into.hasRemaining()) {
            if (channel.read(into, from + into.position()) < 0) {
                throw new IOException("the file is shorter than it was");
            }
        }
        return into.flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    }
}
