package attune.training;

import static attune.fault.Parameter.named;

import attune.backend.HostMemory;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A snapshot of a training run on disk: its position and its arrays, with a checksum. Only this program reads it, and
 * only to resume the run; a finished network goes into a bundle.
 *
 * <p>Layout, big-endian: magic, version; epoch, batch, step, best score, best epoch, loss sum, loss count; number of
 * arrays; for each its length and its values as float or double; CRC-32 of everything before it.
 */
final class Checkpoint {
    private static final int MAGIC = 0x41545443; // "ATTC"
    private static final int VERSION = 1;
    private static final int BLOCK_FLOATS = 1 << 14;

    private Checkpoint() {}

    static void write(Path file, TrainingState state, List<INDArray> arrays) throws IOException {
        AtomicFile.write(file, plain -> {
            CheckedOutputStream checked = new CheckedOutputStream(plain, new CRC32());
            DataOutputStream out = new DataOutputStream(checked);
            out.writeInt(MAGIC);
            out.writeInt(VERSION);
            writeState(out, state);
            out.writeInt(arrays.size());
            for (INDArray array : arrays) {
                writeArray(out, array);
            }
            out.writeLong(checked.getChecksum().getValue());
            out.flush();
        });
    }

    /** Reads the state, and the arrays into those given, which must have the lengths they had when written. */
    static TrainingState read(Path file, List<INDArray> arrays) {
        try (CheckedInputStream checked = new CheckedInputStream(
                        new BufferedInputStream(Files.newInputStream(file), 1 << 16), new CRC32());
                DataInputStream in = new DataInputStream(checked)) {
            if (in.readInt() != MAGIC || in.readInt() != VERSION) {
                throw damaged(file, "is not a checkpoint of this version", null);
            }
            TrainingState state = readState(in);
            int count = in.readInt();
            if (count != arrays.size()) {
                throw damaged(file, "holds " + count + " arrays, but the plan trains " + arrays.size(), null);
            }
            for (INDArray array : arrays) {
                readArray(in, array, file);
            }
            long sum = checked.getChecksum().getValue();
            if (in.readLong() != sum) {
                throw damaged(file, "does not match its checksum", null);
            }
            return state;
        } catch (EOFException e) {
            throw damaged(file, "is cut short", e);
        } catch (IOException e) {
            throw damaged(file, "cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static void writeState(DataOutputStream out, TrainingState state) throws IOException {
        out.writeInt(state.epoch());
        out.writeInt(state.batch());
        out.writeLong(state.step());
        out.writeDouble(state.best());
        out.writeInt(state.bestEpoch());
        out.writeDouble(state.lossSum());
        out.writeInt(state.lossCount());
    }

    private static TrainingState readState(DataInputStream in) throws IOException {
        return new TrainingState(
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readDouble(),
                in.readInt(),
                in.readDouble(),
                in.readInt());
    }

    private static void writeArray(DataOutputStream out, INDArray array) throws IOException {
        out.writeLong(array.length());
        if (array.dataType() == DataType.DOUBLE) {
            for (double value : array.toDoubleVector()) {
                out.writeDouble(value);
            }
        } else {
            boolean reachable = HostMemory.holds(array.dataType());
            writeFloats(out, reachable ? HostMemory.floats(array) : FloatBuffer.wrap(array.toFloatVector()));
        }
    }

    /** In blocks: writing a large network to a stream byte by byte takes longer than an epoch. */
    private static void writeFloats(DataOutputStream out, FloatBuffer values) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_FLOATS * Float.BYTES);
        while (values.hasRemaining()) {
            int count = Math.min(BLOCK_FLOATS, values.remaining());
            block.asFloatBuffer().put(values.slice(values.position(), count));
            values.position(values.position() + count);
            out.write(block.array(), 0, count * Float.BYTES);
        }
    }

    private static void readArray(DataInputStream in, INDArray array, Path file) throws IOException {
        long length = in.readLong();
        if (length != array.length()) {
            throw damaged(
                    file, "holds an array of " + length + " values, but the network's has " + array.length(), null);
        }
        if (array.dataType() == DataType.DOUBLE) {
            double[] values = new double[Math.toIntExact(length)];
            for (int i = 0; i < values.length; i++) {
                values[i] = in.readDouble();
            }
            array.assign(Nd4j.createFromArray(values));
        } else if (HostMemory.holds(array.dataType())) {
            readFloats(in, HostMemory.floats(array));
        } else {
            FloatBuffer values = FloatBuffer.allocate(Math.toIntExact(length));
            readFloats(in, values);
            array.assign(Nd4j.createFromArray(values.array()));
        }
    }

    private static void readFloats(DataInputStream in, FloatBuffer values) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_FLOATS * Float.BYTES);
        while (values.hasRemaining()) {
            int count = Math.min(BLOCK_FLOATS, values.remaining());
            in.readFully(block.array(), 0, count * Float.BYTES);
            values.put(block.asFloatBuffer().slice(0, count));
        }
    }

    private static UserFault damaged(Path file, String problem, @org.jspecify.annotations.Nullable Throwable cause) {
        String remedy = "start the run anew with " + named("overwrite");
        return cause == null
                ? new UserFault(file.toString(), problem, remedy)
                : new UserFault(file.toString(), problem, remedy, cause);
    }
}
