import java.nio.FloatBuffer;
import org.tensorflow.Tensor;

/** A trained variable: its name in DeepSpeech's graph, its shape and its numbers, row-major. */
record Variable(String name, long[] shape, float[] values) {
    Tensor<Float> tensor() {
        return Tensor.create(shape, FloatBuffer.wrap(values));
    }
}
