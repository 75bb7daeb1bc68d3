package attune.speech.learning;

import attune.layers.BandStem;
import attune.layers.BiLstm;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.RecurrentLayer;
import attune.layers.SeededDropout;
import attune.seed.RunSeed;
import attune.text.Alphabet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
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
        GraphBuilder graph = builder(coefficients, seed);
        ComputationGraph network =
                new ComputationGraph(finished(graph, new Place(INPUT, coefficients), shape, alphabet, seed));
        network.init();
        return network;
    }

    /**
     * The same on top of pretrained layers, which are frozen.
     *
     * @param stem the layers, whose input is the features
     * @param shape of what is on top
     * @param alphabet its labels
     * @param seed of the new parameters and the dropout
     * @return the network, ready to train
     */
    public static ComputationGraph over(BandStem stem, NetworkShape shape, Alphabet alphabet, RunSeed seed) {
        GraphBuilder graph = builder(stem.input().size(), seed);
        Place top = new Place(stem.addTo(graph, INPUT), stem.outputs());
        ComputationGraph network = new ComputationGraph(finished(graph, top, shape, alphabet, seed));
        network.init();
        stem.copyInto(network);
        return network;
    }

    private static GraphBuilder builder(int coefficients, RunSeed seed) {
        return new NeuralNetConfiguration.Builder()
                .seed(seed.derive("parameters"))
                .dataType(DataType.FLOAT)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs(INPUT)
                .setInputTypes(InputType.recurrent(coefficients));
    }

    /** A vertex and the size of its frames. */
    private record Place(String name, long size) {}

    private static ComputationGraphConfiguration finished(
            GraphBuilder graph, Place bottom, NetworkShape shape, Alphabet alphabet, RunSeed seed) {
        Place below = bottom;
        for (int i = 1; i <= shape.layers(); i++) {
            String name = "lstm" + i;
            RecurrentLayer layer = shape.bidirectional()
                    ? new BiLstm(name, below.size, shape.units())
                    : new Lstm(name, below.size, shape.units());
            if (i > 1 && shape.dropout() > 0) {
                layer.setIDropout(new SeededDropout(shape.dropout(), seed.derive("dropout " + name)));
            }
            graph.addLayer(name, layer, below.name);
            below = new Place(name, layer.getNOut());
        }
        CtcOutputLayer output = new CtcOutputLayer(OUTPUT, below.size, alphabet.size(), alphabet.blankIndex());
        if (shape.dropout() > 0) {
            output.setIDropout(new SeededDropout(shape.dropout(), seed.derive("dropout " + OUTPUT)));
        }
        return graph.addLayer(OUTPUT, output, below.name).setOutputs(OUTPUT).build();
    }
}
