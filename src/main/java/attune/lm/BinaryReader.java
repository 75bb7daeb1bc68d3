package attune.lm;

import attune.fault.UserFault;
import attune.lm.BinaryHeader.Section;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Maps a binary model into memory, or finds it there. Nothing is parsed or copied; the file is read once, for its
 * checksum and so that no number in it, by damage or by design, can lead outside it or in circles. The mapping lasts as
 * long as the model is in use.
 */
final class BinaryReader {
    private static final String REMEDY = "build or fetch the file again";

    private final String where;
    private final Content content;
    private final BinaryHeader header;

    private BinaryReader(String where, Content content) throws IOException {
        this.where = where;
        this.content = content;
        this.header = header();
    }

    static NgramModel open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new BinaryReader(file.toString(), new Mapped(channel)).checkedModel();
        }
    }

    /** Opens a model that is in memory already; the bytes must not be changed while it is in use. */
    static NgramModel open(byte[] bytes, String where) {
        try {
            return new BinaryReader(where, new InMemory(ByteBuffer.wrap(bytes))).checkedModel();
        } catch (IOException e) {
            throw new IllegalStateException("memory does not fail", e);
        }
    }

    /** Where the bytes are. */
    private sealed interface Content {
        long size() throws IOException;

        ByteBuffer part(long begin, long bytes) throws IOException;
    }

    private record Mapped(FileChannel channel) implements Content {
        @Override
        public long size() throws IOException {
            return channel.size();
        }

        @Override
        public ByteBuffer part(long begin, long bytes) throws IOException {
            return channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes);
        }
    }

    private record InMemory(ByteBuffer all) implements Content {
        @Override
        public long size() {
            return all.limit();
        }

        @Override
        public ByteBuffer part(long begin, long bytes) {
            return all.slice((int) begin, (int) bytes);
        }
    }

    private NgramModel checkedModel() throws IOException {
        checkSum();
        return model();
    }

    private BinaryHeader header() throws IOException {
        if (content.size() < BinaryHeader.BYTES) {
            throw fault("is only " + content.size() + " bytes long");
        }
        ByteBuffer bytes = content.part(0, BinaryHeader.BYTES);
        byte[] start = new byte[BinaryHeader.BYTES];
        bytes.get(0, start);
        if (!BinaryHeader.isMagic(start)) {
            throw fault("is not a language model in Attune's binary format");
        }
        int version = BinaryHeader.version(bytes);
        if (version != BinaryHeader.VERSION) {
            throw new UserFault(
                    where,
                    "is a language model of format " + version + "; this program reads format " + BinaryHeader.VERSION,
                    "build it again with this version of Attune");
        }
        BinaryHeader read = BinaryHeader.read(bytes);
        if (!read.isPlausible()) {
            throw fault("its header makes no sense: " + read);
        }
        long expected = read.checksumBegin() + BinaryHeader.CHECKSUM_BYTES;
        if (expected != content.size()) {
            throw fault("is " + content.size() + " bytes long, but its header promises " + expected);
        }
        return read;
    }

    private void checkSum() throws IOException {
        CRC32C sum = new CRC32C();
        long end = header.checksumBegin();
        for (long begin = 0; begin < end; begin += Integer.MAX_VALUE) {
            sum.update(part(begin, Math.min(Integer.MAX_VALUE, end - begin)));
        }
        long stored = part(end, BinaryHeader.CHECKSUM_BYTES).getLong(0);
        if (sum.getValue() != stored) {
            throw fault("is damaged: its checksum is %08x, not %08x".formatted(sum.getValue(), stored));
        }
    }

    private NgramModel model() throws IOException {
        try {
            SortedVocabulary vocabulary = new SortedVocabulary(
                    part(Section.VOCABULARY_OFFSETS).asIntBuffer(), part(Section.VOCABULARY_BYTES));
            NgramModel.Tables tables = new NgramModel.Tables(
                    header.order(),
                    vocabulary,
                    part(Section.TOKENS).asIntBuffer(),
                    part(Section.LOG_PROBS).asFloatBuffer(),
                    part(Section.NEXTS).asIntBuffer(),
                    part(Section.FIRST_ARCS).asIntBuffer(),
                    part(Section.BACKOFFS).asFloatBuffer(),
                    part(Section.SHORTER).asIntBuffer());
            TableChecks.check(tables);
            return new NgramModel(tables);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserFault(where, "contradicts itself: " + e.getMessage(), REMEDY, e);
        }
    }

    private ByteBuffer part(Section section) throws IOException {
        long bytes = header.bytes(section);
        if (bytes > Integer.MAX_VALUE) {
            throw fault("has more n-grams than this program can map: " + header.arcs());
        }
        return part(header.begin(section), bytes);
    }

    private ByteBuffer part(long begin, long bytes) throws IOException {
        return content.part(begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private UserFault fault(String problem) {
        return new UserFault(where, problem, REMEDY);
    }
}
