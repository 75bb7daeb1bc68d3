package attune.foreign;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * A LevelDB table (its {@code table_format.md}), the format of a checkpoint's index: blocks of entries, an index block
 * that locates them, and a footer that locates the index. Every block's checksum is verified.
 */
final class SortedTable {
    static final long MAGIC = 0xdb4775248b80fb57L;

    private static final int FOOTER = 48;
    private static final int TRAILER = 5;
    private static final int LONGEST_KEY = 4096;

    private final Stretch file;

    SortedTable(Stretch file) {
        this.file = file;
    }

    /** Whether a file ends like a table. */
    static boolean isOne(Stretch file) {
        return file.length() >= FOOTER && file.bytes().getLong(file.length() - Long.BYTES) == MAGIC;
    }

    /** Every entry, its value still in the file. */
    Map<String, Stretch> entries() {
        Stretch footer = file.part(file.length() - FOOTER, FOOTER, "the table's footer");
        block(handle(footer, 0), "the block about the table"); // for its checksum only: TensorFlow leaves it empty
        Map<String, Stretch> entries = new TreeMap<>();
        long end = 0;
        for (Stretch handle : block(handle(footer, 1), "the index block").values()) {
            long[] place = handle(handle, 0);
            if (place[0] < end) {
                throw handle.fault(0, "a block begins at byte " + place[0] + ", before the end of the one before it");
            }
            end = place[0] + place[1];
            entries.putAll(block(place, "a block"));
        }
        return entries;
    }

    /** Offset and size of a block: the handle after {@code skipped} others. */
    private static long[] handle(Stretch at, int skipped) {
        CodedInputStream in = CodedInputStream.newInstance(at.bytes().duplicate());
        try {
            for (int i = 0; i < 2 * skipped; i++) {
                in.readRawVarint64();
            }
            return new long[] {in.readRawVarint64(), in.readRawVarint64()};
        } catch (IOException e) {
            throw at.fault(0, "a block's place is damaged");
        }
    }

    private Map<String, Stretch> block(long[] place, String what) {
        Stretch contents = file.part(place[0], place[1], what);
        Stretch trailer = file.part(place[0] + place[1], TRAILER, what + "'s trailer");
        Stretch checked = file.part(place[0], place[1] + 1, what);
        if (MaskedCrc.of(checked) != trailer.bytes().getInt(1)) {
            throw contents.fault(0, what + " does not match its checksum");
        }
        if (trailer.bytes().get(0) != 0) {
            throw trailer.fault(0, what + " is compressed, but TensorFlow checkpoints never are");
        }
        int numbers = contents.length() / Integer.BYTES;
        int restarts = numbers == 0 ? -1 : contents.bytes().getInt(contents.length() - Integer.BYTES);
        if (restarts < 0 || restarts >= numbers) {
            throw contents.fault(0, what + " claims " + restarts + " restarts");
        }
        return parse(contents.part(0, contents.length() - (restarts + 1L) * Integer.BYTES, what), what);
    }

    private static Map<String, Stretch> parse(Stretch block, String what) {
        CodedInputStream in = CodedInputStream.newInstance(block.bytes().duplicate());
        Map<String, Stretch> entries = new TreeMap<>();
        byte[] key = new byte[0];
        try {
            while (!in.isAtEnd()) {
                int shared = in.readRawVarint32();
                int own = in.readRawVarint32();
                int valueLength = in.readRawVarint32();
                if (shared < 0 || shared > key.length || own < 0 || own > LONGEST_KEY - shared) {
                    throw block.fault(in.getTotalBytesRead(), "a key in " + what + " is damaged");
                }
                byte[] longer = Arrays.copyOf(key, shared + own);
                System.arraycopy(in.readRawBytes(own), 0, longer, shared, own);
                key = longer;
                Stretch value = block.part(in.getTotalBytesRead(), valueLength, "a value in " + what);
                in.skipRawBytes(valueLength);
                entries.put(new String(key, StandardCharsets.UTF_8), value);
            }
        } catch (IOException e) {
            throw block.fault(in.getTotalBytesRead(), "an entry in " + what + " is truncated");
        }
        return entries;
    }
}
