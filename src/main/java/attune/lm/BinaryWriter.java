package attune.lm;

import attune.files.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/** Writes a model as {@link BinaryHeader} lays it out. */
final class BinaryWriter {
    private static final int PIECE = 1 << 14;

    private BinaryWriter() {}

    static void write(Path file, NgramModel.Tables tables) throws IOException {
        AtomicFile.write(file, plain -> {
            CheckedOutputStream out = new CheckedOutputStream(plain, new CRC32C());
            out.write(BinaryHeader.of(tables).write().array());
            write(out, tables.vocabulary().offsets());
            write(out, tables.vocabulary().bytes());
            write(out, tables.tokens());
            write(out, tables.logProbs());
            write(out, tables.nexts());
            write(out, tables.firstArcs());
            write(out, tables.backoffs());
            write(out, tables.shorter());
            ByteBuffer checksum =
                    ByteBuffer.allocate(BinaryHeader.CHECKSUM_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            plain.write(checksum.putLong(out.getChecksum().getValue()).array());
        });
    }

    private static void write(OutputStream out, IntBuffer values) throws IOException {
        write(out, values.limit(), values::get);
    }

    private static void write(OutputStream out, FloatBuffer values) throws IOException {
        write(out, values.limit(), i -> Float.floatToRawIntBits(values.get(i)));
    }

    private static void write(OutputStream out, int count, IntUnaryOperator value) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int begin = 0; begin < count; begin += PIECE) {
            piece.clear();
            for (int i = begin; i < Math.min(count, begin + PIECE); i++) {
                piece.putInt(value.applyAsInt(i));
            }
            out.write(piece.array(), 0, piece.position());
        }
        pad(out, (long) count * Integer.BYTES);
    }

    private static void write(OutputStream out, ByteBuffer bytes) throws IOException {
        byte[] copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        out.write(copy);
        pad(out, copy.length);
    }

    private static void pad(OutputStream out, long written) throws IOException {
        out.write(new byte[(int) (BinaryHeader.padded(written) - written)]);
    }
}
