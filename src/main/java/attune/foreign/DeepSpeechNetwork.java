package attune.foreign;

import attune.features.DeepSpeechFrontEnd;
import attune.layers.ClippedRelu;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.text.Alphabet;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** DeepSpeech's network (its {@code train.py}, {@code create_model}) with DeepSpeech's names for its layers. */
final class DeepSpeechNetwork {
    private static final String INPUT = "features";
    private static final String LSTM = "lstm";
    private static final String OUTPUT = "layer_6";

    /** Ours: input, forget, candidate, output; TensorFlow's: input, candidate, forget, output. */
    private static final int[] GATES = {0, 2, 1, 3};

    private DeepSpeechNetwork() {}

    static ComputationGraph of(DeepSpeechWeights weights, double ceiling, Alphabet alphabet) {
        ComputationGraphConfiguration configuration = configuration(weights, ceiling, alphabet);
        long parameters = configuration.getVertices().values().stream()
                .mapToLong(vertex -> vertex.numParams(true))
                .sum();
        ComputationGraph network = new ComputationGraph(configuration);
        network.init(Nd4j.create(DataType.FLOAT, 1, parameters), false);
        for (String layer : DeepSpeechWeights.DENSE) {
            set(network.getLayer(layer), "W", weights.dense(layer));
            set(network.getLayer(layer), "b", weights.bias(layer));
        }
        setLstm(network.getLayer(LSTM), weights);
        return network;
    }

    private static ComputationGraphConfiguration configuration(
            DeepSpeechWeights weights, double ceiling, Alphabet alphabet) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.recurrent(DeepSpeechFrontEnd.COEFFICIENTS));
        ClippedRelu clipped = new ClippedRelu(ceiling);
        String below = INPUT;
        int size = DeepSpeechFrontEnd.COEFFICIENTS;
        for (String layer : DeepSpeechWeights.DENSE.subList(0, 3)) {
            graph.addLayer(layer, dense(layer, size, weights.width(layer), clipped), below);
            below = layer;
            size = weights.width(layer);
        }
        graph.addLayer(LSTM, new Lstm(LSTM, size, weights.lstmUnits()), below);
        graph.addLayer("layer_5", dense("layer_5", weights.lstmUnits(), weights.width("layer_5"), clipped), LSTM);
        CtcOutputLayer output =
                new CtcOutputLayer(OUTPUT, weights.width("layer_5"), weights.outputs(), alphabet.blankIndex());
        return graph.addLayer(OUTPUT, output, "layer_5").setOutputs(OUTPUT).build();
    }

    private static DenseLayer dense(String name, int inputs, int units, ClippedRelu activation) {
        return new DenseLayer.Builder()
                .name(name)
                .nIn(inputs)
                .nOut(units)
                .activation(activation)
                .build();
    }

    /** Copies row-major numbers into a parameter of any layout. */
    private static void set(Layer layer, String parameter, float[] values) {
        INDArray array = layer.getParam(parameter);
        INDArray read = Nd4j.create(values, array.shape(), 'c');
        array.assign(read);
        read.close();
    }

    /** The kernel's upper rows are for the input, the lower for the recurrence. TensorFlow adds no forget bias here. */
    private static void setLstm(Layer layer, DeepSpeechWeights weights) {
        int units = weights.lstmUnits();
        int inputs = weights.width("layer_3");
        float[] kernel = weights.lstmKernel();
        set(layer, "W", reordered(kernel, 0, inputs, units));
        set(layer, "RW", reordered(kernel, inputs, units, units));
        set(layer, "b", reordered(weights.lstmBias(), 0, 1, units));
    }

    private static float[] reordered(float[] from, int firstRow, int rows, int units) {
        int width = GATES.length * units;
        float[] to = new float[rows * width];
        for (int row = 0; row < rows; row++) {
            for (int gate = 0; gate < GATES.length; gate++) {
                System.arraycopy(
                        from, (firstRow + row) * width + GATES[gate] * units, to, row * width + gate * units, units);
            }
        }
        return to;
    }
}
