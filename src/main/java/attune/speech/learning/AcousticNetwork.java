package attune.speech.learning;

import attune.layers.BiLstm;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.RecurrentLayer;
import attune.layers.SeededDropout;
import attune.seed.RunSeed;
import attune.text.Alphabet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.learning.config.NoOp;

/** Builds new acoustic models. */
public final class AcousticNetwork {
    /** The vertex that takes the features. */
    static final String INPUT = "features";
    /** The vertex that gives the log-probabilities. */
    public static final String OUTPUT = "output";

    private AcousticNetwork() {}

    /**
     * A network with new parameters, its recurrent layers named {@code lstm1}, {@code lstm2}, … and its output
     * {@code output}.
     *
     * @param coefficients size of a feature frame
     * @param shape of the network
     * @param alphabet its labels
     * @param seed of the parameters and the dropout
     * @return the network, ready to train
     */
    public static ComputationGraph create(int coefficients, NetworkShape shape, Alphabet alphabet, RunSeed seed) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(seed.derive("parameters"))
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.recurrent(coefficients));
        String below = INPUT;
        long size = coefficients;
        for (int i = 1; i <= shape.layers(); i++) {
            String name = "lstm" + i;
            RecurrentLayer layer =
                    shape.bidirectional() ? new BiLstm(name, size, shape.units()) : new Lstm(name, size, shape.units());
            if (i > 1 && shape.dropout() > 0) {
                layer.setIDropout(new SeededDropout(shape.dropout(), seed.derive("dropout " + name)));
            }
            graph.addLayer(name, layer, below);
            below = name;
            size = layer.getNOut();
        }
        CtcOutputLayer output = new CtcOutputLayer(OUTPUT, size, alphabet.size(), alphabet.blankIndex());
        if (shape.dropout() > 0) {
            output.setIDropout(new SeededDropout(shape.dropout(), seed.derive("dropout " + OUTPUT)));
        }
        graph.addLayer(OUTPUT, output, below).setOutputs(OUTPUT);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }
}
