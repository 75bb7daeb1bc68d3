package attune.bench;

import attune.layers.CtcOutputLayer;
import attune.training.Batch;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

/**
 * The same training step as DL4J comes: its {@code LSTM} and {@code Bidirectional(LSTM)}, its solver with Adam, weight
 * decay and clipped gradients ({@code ComputationGraph.fit}). Only the CTC output is ours, since DL4J has none.
 */
final class StockSteps {

    private StockSteps() {}

    static Workload of(StepShape shape) {
        ComputationGraph network = network(shape);
        Batch batch = new RandomSpeech(shape.speech()).get(0, 0);
        MultiDataSet data = new MultiDataSet(
                new INDArray[] {batch.features()},
                new INDArray[] {batch.labels()},
                new INDArray[] {batch.featuresMask()},
                null);
        return Workload.timed(() -> network.fit(data));
    }

    private static ComputationGraph network(StepShape shape) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Adam(1e-4))
                .weightDecay(1e-4)
                .gradientNormalization(GradientNormalization.ClipL2PerLayer)
                .gradientNormalizationThreshold(5)
                .graphBuilder()
                .addInputs("features")
                .setInputTypes(InputType.recurrent(shape.speech().coefficients()));
        String below = "features";
        for (int i = 1; i <= shape.network().layers(); i++) {
            graph.addLayer("lstm" + i, recurrent(shape), below);
            below = "lstm" + i;
        }
        int inputs = shape.network().units() * (shape.network().bidirectional() ? 2 : 1);
        CtcOutputLayer output =
                new CtcOutputLayer("output", inputs, StepShape.ALPHABET.size(), StepShape.ALPHABET.blankIndex());
        graph.addLayer("output", output, below).setOutputs("output");
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static Layer recurrent(StepShape shape) {
        LSTM lstm = new LSTM.Builder()
                .nOut(shape.network().units())
                .activation(Activation.TANH)
                .build();
        return shape.network().bidirectional() ? new Bidirectional(Bidirectional.Mode.CONCAT, lstm) : lstm;
    }
}
