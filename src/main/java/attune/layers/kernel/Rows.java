package attune.layers.kernel;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Copies between a batch as the network holds it and the packed buffer [step × utterance × size] a kernel works on:
 * steps run in the kernel's direction; padding comes last and is zero.
 */
final class Rows {

    private Rows() {}

    /** From the network's array into the packed buffer. */
    static void pack(Sequences from, FloatPointer packed) {
        FloatBuffer source = HostMemory.floats(from.values());
        FloatBuffer target = packed.asBuffer();
        int size = from.size();
        float[] zeros = new float[size];
        int at = 0;
        for (int step = 0; step < from.frames(); step++) {
            for (int utterance = 0; utterance < from.utterances(); utterance++, at += size) {
                if (step < from.lengths()[utterance]) {
                    target.put(at, source, offset(from, step, utterance), size);
                } else {
                    target.put(at, zeros);
                }
            }
        }
    }

    /** From the packed buffer into the network's array. */
    static void unpack(FloatPointer packed, Sequences to) {
        FloatBuffer source = packed.asBuffer();
        FloatBuffer target = HostMemory.floats(to.values());
        int size = to.size();
        float[] zeros = new float[size];
        int at = 0;
        for (int step = 0; step < to.frames(); step++) {
            for (int utterance = 0; utterance < to.utterances(); utterance++, at += size) {
                if (step < to.lengths()[utterance]) {
                    target.put(offset(to, step, utterance), source, at, size);
                } else {
                    target.put(rowOffset(to.values(), step, utterance), zeros);
                }
            }
        }
    }

    private static int offset(Sequences batch, int step, int utterance) {
        return rowOffset(batch.values(), batch.frameAt(step, utterance), utterance);
    }

    private static int rowOffset(INDArray values, int frame, int utterance) {
        return Math.toIntExact(frame * values.stride(0) + utterance * values.stride(1));
    }
}
