package attune.bundle;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** One tensor's numbers to bytes and back, in pieces, to avoid a second copy of a large one. */
final class Tensors {
    private static final int PIECE_BYTES = 1 << 16;

    private Tensors() {}

    /** Numbers by index, from any array. */
    @FunctionalInterface
    interface Source {
        /** The number at an index, row-major. */
        double at(int index);
    }

    /** Takes numbers by index. */
    @FunctionalInterface
    interface Sink {
        /** Puts a number at an index, row-major. */
        void set(int index, double value);
    }

    /** Writes all numbers of a tensor, refusing any that are not finite or do not fit its type. */
    static void write(TensorInfo tensor, Source values, OutputStream out, String where) throws IOException {
        WeightStorage storage = tensor.storage();
        ByteBuffer piece = ByteBuffer.allocate(PIECE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int count = Math.toIntExact(tensor.count());
        for (int i = 0; i < count; i++) {
            double value = values.at(i);
            if (!Double.isFinite(value)) {
                throw new UserFault(
                        where,
                        "parameter " + tensor.name() + " holds " + value + ", so the network is unusable",
                        "lower the learning rate or start from an earlier checkpoint");
            }
            if (!storage.put(piece, value)) {
                throw new UserFault(
                        where,
                        "parameter " + tensor.name() + " holds " + value + ", too large for " + storage.dtype(),
                        "store the weights as BF16 or F32");
            }
            if (!piece.hasRemaining()) {
                out.write(piece.array());
                piece.clear();
            }
        }
        out.write(piece.array(), 0, piece.position());
    }

    /** Reads all numbers of a tensor, refusing any that are not finite. */
    static void read(TensorInfo tensor, InputStream in, Sink sink, String where) throws IOException {
        WeightStorage storage = tensor.storage();
        byte[] bytes = new byte[PIECE_BYTES];
        int index = 0;
        for (long left = tensor.bytes(); left > 0; ) {
            int length = (int) Math.min(left, PIECE_BYTES);
            if (in.readNBytes(bytes, 0, length) < length) {
                throw new UserFault(
                        where,
                        "the file is truncated within tensor " + tensor.name(),
                        "fetch or build the bundle again");
            }
            ByteBuffer piece = ByteBuffer.wrap(bytes, 0, length).order(ByteOrder.LITTLE_ENDIAN);
            while (piece.hasRemaining()) {
                double value = storage.get(piece);
                if (!Double.isFinite(value)) {
                    throw new UserFault(
                            where,
                            "tensor " + tensor.name() + " holds " + value + " at index " + index,
                            "fetch or build the bundle again");
                }
                sink.set(index++, value);
            }
            left -= length;
        }
    }
}
