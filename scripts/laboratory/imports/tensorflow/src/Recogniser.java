import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import org.tensorflow.DataType;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Session;
import org.tensorflow.Shape;
import org.tensorflow.Tensor;

/** TensorFlow's own answer: an exported graph over a whole clip, 16 frames at a time as in DeepSpeech's client. */
final class Recogniser implements AutoCloseable {
    private static final int STEPS = 16;
    private static final int CONTEXT = 9;
    private static final int CEPSTRA = 26;
    private static final int WINDOW = 512;
    private static final int HOP = 320;

    private final Graph graph = new Graph();
    private final Session session;
    private final int units;

    Recogniser(byte[] frozen, int units) {
        graph.importGraphDef(frozen);
        session = new Session(graph);
        this.units = units;
    }

    /** The cepstra of every window, by TensorFlow's spectrogram over the whole clip, as in training. */
    static float[][] cepstra(float[] samples) {
        int windows = samples.length < WINDOW ? 0 : 1 + (samples.length - WINDOW) / HOP;
        try (Graph graph = new Graph();
                Session session = new Session(graph);
                Tensor<Float> sound = Tensor.create(new long[] {samples.length, 1}, FloatBuffer.wrap(samples))) {
            Ops ops = new Ops(graph);
            Output<?> column = ops.placeholder("sound", DataType.FLOAT, Shape.make(-1, 1));
            Output<?> cepstra = Network.cepstra(ops, column);
            try (Tensor<?> result =
                    session.runner().feed("sound", sound).fetch(cepstra).run().get(0)) {
                return result.copyTo(new float[windows][CEPSTRA]);
            }
        }
    }

    /** One more window from what lies behind the last whole one, filled up with zeros, as the client takes it. */
    static float[] padded(float[] samples) {
        int windows = samples.length < WINDOW ? 0 : 1 + (samples.length - WINDOW) / HOP;
        return Arrays.copyOf(samples, windows * HOP + WINDOW);
    }

    /** Probabilities [frame × label]. */
    float[][] probabilities(float[][] cepstra) {
        float[][] all = new float[cepstra.length][];
        Tensor<?> cells = Tensor.create(new float[1][units]);
        Tensor<?> outputs = Tensor.create(new float[1][units]);
        for (int first = 0; first < cepstra.length; first += STEPS) {
            int steps = Math.min(STEPS, cepstra.length - first);
            List<Tensor<?>> given = run(cepstra, first, steps, cells, outputs);
            float[][][] block = given.get(0).copyTo(new float[STEPS][1][Weights.OUTPUTS]);
            for (int i = 0; i < steps; i++) {
                all[first + i] = block[i][0];
            }
            given.get(0).close();
            cells.close();
            outputs.close();
            cells = given.get(1);
            outputs = given.get(2);
        }
        cells.close();
        outputs.close();
        return all;
    }

    private List<Tensor<?>> run(float[][] cepstra, int first, int steps, Tensor<?> cells, Tensor<?> outputs) {
        float[][][][] input = new float[1][STEPS][2 * CONTEXT + 1][CEPSTRA];
        for (int step = 0; step < steps; step++) {
            for (int i = 0; i <= 2 * CONTEXT; i++) {
                int window = first + step + i - CONTEXT;
                if (window >= 0 && window < cepstra.length) {
                    input[0][step][i] = cepstra[window];
                }
            }
        }
        try (Tensor<?> frames = Tensor.create(input);
                Tensor<?> lengths = Tensor.create(new int[] {steps})) {
            return session.runner()
                    .feed("input_node", frames)
                    .feed("input_lengths", lengths)
                    .feed("previous_state_c", cells)
                    .feed("previous_state_h", outputs)
                    .fetch("logits")
                    .fetch("new_state_c")
                    .fetch("new_state_h")
                    .run();
        }
    }

    @Override
    public void close() {
        session.close();
        graph.close();
    }
}
