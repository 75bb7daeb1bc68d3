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
 * Maps a binary model into memory. Nothing is parsed or copied; the file is read through once, for its checksum and so
 * that no number in it, by damage or by design, can lead outside it or round in circles. The mapping lasts as long as
 * the model is in use.
 */
final class BinaryReader {
    private static final String REMEDY = "build or fetch the file again";

    private final Path file;
    private final FileChannel channel;
    private final BinaryHeader header;

    private BinaryReader(Path file, FileChannel channel, BinaryHeader header) {
        this.file = file;
        this.channel = channel;
        this.header = header;
    }

    static NgramModel open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            BinaryReader reader = new BinaryReader(file, channel, header(file, channel));
            reader.checkSum();
            return reader.model();
        }
    }

    private static BinaryHeader header(Path file, FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(BinaryHeader.BYTES);
        if (channel.read(bytes, 0) < BinaryHeader.BYTES) {
            throw fault(file, "is only " + channel.size() + " bytes long");
        }
        int version = BinaryHeader.version(bytes);
        if (version != BinaryHeader.VERSION) {
            throw new UserFault(
                    file.toString(),
                    "is a language model of format " + version + "; this program reads format " + BinaryHeader.VERSION,
                    "build it again with this version of Attune");
        }
        BinaryHeader header = BinaryHeader.read(bytes);
        if (!header.isPlausible()) {
            throw fault(file, "its header makes no sense: " + header);
        }
        long expected = header.checksumBegin() + BinaryHeader.CHECKSUM_BYTES;
        if (expected != channel.size()) {
            throw fault(file, "is " + channel.size() + " bytes long, but its header promises " + expected);
        }
        return header;
    }

    private void checkSum() throws IOException {
        CRC32C sum = new CRC32C();
        long end = header.checksumBegin();
        for (long begin = 0; begin < end; begin += Integer.MAX_VALUE) {
            sum.update(map(begin, Math.min(Integer.MAX_VALUE, end - begin)));
        }
        long stored = map(end, BinaryHeader.CHECKSUM_BYTES).getLong(0);
        if (sum.getValue() != stored) {
            throw fault(file, "is damaged: its checksum is %08x, not %08x".formatted(sum.getValue(), stored));
        }
    }

    private NgramModel model() throws IOException {
        try {
            SortedVocabulary vocabulary =
                    new SortedVocabulary(map(Section.VOCABULARY_OFFSETS).asIntBuffer(), map(Section.VOCABULARY_BYTES));
            NgramModel.Tables tables = new NgramModel.Tables(
                    header.order(),
                    vocabulary,
                    map(Section.TOKENS).asIntBuffer(),
                    map(Section.LOG_PROBS).asFloatBuffer(),
                    map(Section.NEXTS).asIntBuffer(),
                    map(Section.FIRST_ARCS).asIntBuffer(),
                    map(Section.BACKOFFS).asFloatBuffer(),
                    map(Section.SHORTER).asIntBuffer());
            TableChecks.check(tables);
            return new NgramModel(tables);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new UserFault(file.toString(), "contradicts itself: " + e.getMessage(), REMEDY, e);
        }
    }

    private ByteBuffer map(Section section) throws IOException {
        long bytes = header.bytes(section);
        if (bytes > Integer.MAX_VALUE) {
            throw fault(file, "has more n-grams than this program can map: " + header.arcs());
        }
        return map(header.begin(section), bytes);
    }

    private ByteBuffer map(long begin, long bytes) throws IOException {
        return channel.map(FileChannel.MapMode.READ_ONLY, begin, bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static UserFault fault(Path file, String problem) {
        return new UserFault(file.toString(), problem, REMEDY);
    }
}
