package attune.torch;

import attune.layers.BandConvolution;
import attune.layers.BandFrame;
import attune.layers.BandPooling;
import attune.layers.BiLstm;
import attune.layers.ClippedRelu;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SeededDropout;
import attune.layers.SequenceDropout;
import attune.seed.RunSeed;
import attune.training.Batch;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Small networks of every kind that libtorch computes, and ragged batches for them. */
enum TorchNetworks {
    BOTH_WAYS {
        @Override
        String below(GraphBuilder graph) {
            graph.addLayer("lstm1", new BiLstm("lstm1", SIZE, 9), "in");
            graph.addLayer("lstm2", dropping(new BiLstm("lstm2", 18, 7)), "lstm1");
            return "lstm2";
        }

        @Override
        int outputs() {
            return 14;
        }
    },
    ONE_WAY_WITH_DENSE_LAYERS {
        @Override
        String below(GraphBuilder graph) {
            graph.addLayer("lstm1", new Lstm("lstm1", SIZE, 11), "in");
            graph.addLayer("relu", dense(11, 13).activation(Activation.RELU).build(), "lstm1");
            graph.addLayer(
                    "clipped", dense(13, 10).activation(new ClippedRelu(0.2)).build(), "relu");
            graph.addLayer("drop", new SequenceDropout("drop", 10, new SeededDropout(0.4, 8)), "clipped");
            graph.addLayer(
                    "projection",
                    dense(10, 6).activation(Activation.IDENTITY).hasBias(false).build(),
                    "drop");
            graph.addLayer("lstm2", new Lstm("lstm2", 6, 5), "projection");
            graph.addLayer("tanh", dense(5, 8).activation(Activation.TANH).build(), "lstm2");
            return "tanh";
        }

        @Override
        int outputs() {
            return 8;
        }
    },
    EVERY_OTHER_ACTIVATION {
        @Override
        String below(GraphBuilder graph) {
            String below = "in";
            for (Activation function : List.of(
                    Activation.SIGMOID, Activation.LEAKYRELU, Activation.ELU, Activation.SELU, Activation.SWISH)) {
                DenseLayer layer = dense(SIZE, SIZE).activation(function).build();
                graph.addLayer(function.name(), layer, below);
                below = function.name();
            }
            graph.addLayer("lstm1", new Lstm("lstm1", SIZE, 5), below);
            return "lstm1";
        }

        @Override
        int outputs() {
            return 5;
        }
    },
    FROZEN_BELOW {
        @Override
        String below(GraphBuilder graph) {
            graph.addLayer("lstm1", new FrozenLayer(dropping(new BiLstm("lstm1", SIZE, 9))), "in");
            graph.addLayer("lstm2", new Lstm("lstm2", 18, 7), "lstm1");
            return "lstm2";
        }

        @Override
        int outputs() {
            return 7;
        }
    },
    CONVOLUTIONS_BELOW {
        private static final BandFrame FRAME = new BandFrame(2, 6, 1);

        @Override
        String below(GraphBuilder graph) {
            BandFrame wide = FRAME.withChannels(3);
            BandConvolution.Filter filter = new BandConvolution.Filter(3, 3, 3, 0.2, -0.4);
            graph.addLayer("conv1", new BandConvolution("conv1", FRAME, filter), "in");
            graph.addLayer("pool1", new BandPooling("pool1", wide, 2, 2), "conv1");
            BandConvolution.Filter longer = new BandConvolution.Filter(5, 1, 4, 0.2, -0.4);
            graph.addLayer("conv2", new BandConvolution("conv2", wide.pooled(2, 2), longer), "pool1");
            graph.addVertex("stem", new MergeVertex(), "pool1", "conv2");
            graph.addLayer("lstm1", new BiLstm("lstm1", 9 + 12, 6), "stem");
            return "lstm1";
        }

        @Override
        int outputs() {
            return 12;
        }
    };

    static final int SIZE = 12;
    private static final int LABELS = 6;
    private static final int FRAMES = 23;
    private static final int[] LENGTHS = {17, 23, 5, 11};
    private static final int[] TRANSCRIPT_LENGTHS = {4, 6, 0, 3};

    /** Adds the layers below the output and names the last. */
    abstract String below(GraphBuilder graph);

    /** Size of the last layer's frames. */
    abstract int outputs();

    /** A network with new parameters, the same every time. */
    ComputationGraph network() {
        return network(DataType.FLOAT);
    }

    ComputationGraph network(DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .seed(6)
                .updater(new NoOp())
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.recurrent(SIZE));
        String top = below(graph);
        Layer output = dropping(new CtcOutputLayer("output", outputs(), LABELS, 0));
        graph.addLayer("output", output, top).setOutputs("output");
        Nd4j.getRandom().setSeed(6); // for DL4J's dense layers
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private static <L extends Layer> L dropping(L layer) {
        layer.setIDropout(new SeededDropout(0.3, layer.getLayerName().hashCode()));
        return layer;
    }

    private static DenseLayer.Builder dense(int inputs, int outputs) {
        return new DenseLayer.Builder().nIn(inputs).nOut(outputs);
    }

    /** Clips of different lengths, one of them without a word; padding is filled with a number that must not matter. */
    static Batch batch(long number, float padding) {
        SplittableRandom random = new RunSeed(4).stream("batch", number);
        int clips = LENGTHS.length;
        float[] features = new float[FRAMES * clips * SIZE];
        float[][] mask = new float[clips][FRAMES];
        for (int frame = 0; frame < FRAMES; frame++) {
            for (int clip = 0; clip < clips; clip++) {
                boolean real = frame < LENGTHS[clip];
                mask[clip][frame] = real ? 1 : 0;
                for (int i = 0; i < SIZE; i++) {
                    features[(frame * clips + clip) * SIZE + i] = real ? (float) random.nextGaussian() : padding;
                }
            }
        }
        float[][] labels =
                new float[clips][Arrays.stream(TRANSCRIPT_LENGTHS).max().orElseThrow()];
        for (int clip = 0; clip < clips; clip++) {
            Arrays.fill(labels[clip], -1);
            for (int i = 0; i < TRANSCRIPT_LENGTHS[clip]; i++) {
                labels[clip][i] = 1 + random.nextInt(LABELS - 1);
            }
        }
        INDArray timeMajor = Nd4j.create(features, new long[] {FRAMES, clips, SIZE}, 'c');
        return new Batch(
                timeMajor.permute(1, 2, 0),
                Nd4j.createFromArray(mask),
                Nd4j.createFromArray(labels),
                List.of("batch " + number));
    }

    static int[] lengths() {
        return LENGTHS.clone();
    }
}
