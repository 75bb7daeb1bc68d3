package attune.training;

import attune.seed.RunSeed;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A small network and a small task: say whether x·y is positive. */
public final class ToyProblem implements Batches {
    private static final int CLIPS = 16;

    /** Set to make one batch unusable. */
    int poisonedIndex = -1;

    /** A network whose hidden layer may be frozen. */
    public static ComputationGraph network(boolean frozenTrunk) {
        DenseLayer hidden = new DenseLayer.Builder()
                .nIn(2)
                .nOut(12)
                .activation(Activation.TANH)
                .build();
        var graph = new NeuralNetConfiguration.Builder()
                .seed(5)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("x")
                .addLayer("hidden", frozenTrunk ? new FrozenLayer(hidden) : hidden, "x")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunction.MCXENT)
                                .nIn(12)
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "hidden")
                .setOutputs("out");
        Nd4j.getRandom().setSeed(5);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    @Override
    public int perEpoch() {
        return 5;
    }

    @Override
    public Batch get(int epoch, int index) {
        SplittableRandom random = new RunSeed(3).stream("toy", epoch, index);
        float[][] x = new float[CLIPS][2];
        float[][] y = new float[CLIPS][2];
        for (int i = 0; i < CLIPS; i++) {
            x[i][0] = (float) random.nextDouble(-1, 1);
            x[i][1] = (float) random.nextDouble(-1, 1);
            y[i][x[i][0] * x[i][1] > 0 ? 1 : 0] = 1;
        }
        if (index == poisonedIndex) {
            x[0][0] = Float.NaN;
        }
        return new Batch(
                Nd4j.createFromArray(x), null, Nd4j.createFromArray(y), List.of("epoch " + epoch + " batch " + index));
    }

    /** Scores networks by their loss on other clips. */
    public static Scorer scorer() {
        return network -> {
            double loss = 0;
            ToyProblem problem = new ToyProblem();
            for (int i = 0; i < 5; i++) {
                try (Batch batch = problem.get(99, i)) {
                    loss += network.score(new org.nd4j.linalg.dataset.DataSet(batch.features(), batch.labels()), false);
                }
            }
            return new Scorer.Score(loss, String.format("loss %.4f", loss));
        };
    }
}
