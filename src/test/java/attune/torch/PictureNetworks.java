package attune.torch;

import attune.layers.FastLayers;
import attune.layers.SeededDropout;
import attune.layers.frozen.FrozenButStatistics;
import attune.seed.RunSeed;
import attune.training.Batch;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of every kind of picture layer that libtorch computes, and batches for them. */
enum PictureNetworks {
    /** As ResNet-50 begins and goes on: padding, halvings, a branch and its shortcut. */
    RESIDUAL {
        @Override
        String below(GraphBuilder graph) {
            trunk(graph, layer -> layer, layer -> layer, vertex -> vertex);
            return "relu2";
        }
    },
    FROZEN_BELOW {
        @Override
        String below(GraphBuilder graph) {
            trunk(graph, FrozenLayer::new, FrozenLayer::new, FrozenVertex::new);
            return ownBranch(graph);
        }
    },
    STATISTICS_FOLLOW_BELOW {
        @Override
        String below(GraphBuilder graph) {
            trunk(graph, FrozenLayer::new, FrozenButStatistics::new, FrozenVertex::new);
            return ownBranch(graph);
        }
    },
    /** Windows that do not fit, and variances that are kept as they are. */
    UNEVEN {
        @Override
        String below(GraphBuilder graph) {
            ConvolutionLayer uneven = new ConvolutionLayer.Builder(4, 3)
                    .nOut(5)
                    .stride(3, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(Activation.TANH)
                    .build();
            ConvolutionLayer dilated = new ConvolutionLayer.Builder(3, 3)
                    .nOut(4)
                    .dilation(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .activation(Activation.RELU)
                    .build();
            SubsamplingLayer greatest = new SubsamplingLayer.Builder(PoolingType.MAX)
                    .kernelSize(2, 2)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .build();
            graph.addLayer("wide", dilated, "in");
            graph.addLayer("uneven", uneven, "in");
            graph.addLayer(
                    "bn", new BatchNormalization.Builder().useLogStd(false).build(), "uneven");
            graph.addLayer("greatest", greatest, "bn");
            graph.addLayer("means", pool(PoolingType.AVG, 4, 3, 0), "wide");
            graph.addLayer("least", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), "greatest");
            graph.addLayer("most", new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), "means");
            graph.addVertex("both", new MergeVertex(), "least", "most");
            return "both";
        }
    },
    /** A head on what a trunk made of pictures. */
    HEAD {
        @Override
        InputType input() {
            return InputType.feedForward(ROWS * COLUMNS * CHANNELS);
        }

        @Override
        long[] shape(long pictures) {
            return new long[] {pictures, ROWS * COLUMNS * CHANNELS};
        }

        @Override
        String below(GraphBuilder graph) {
            return "in";
        }
    };

    private static final int ROWS = 13;
    private static final int COLUMNS = 10;
    private static final int CHANNELS = 3;
    private static final int CLASSES = 4;
    private static final int PICTURES = 6;

    /** Adds the layers below those that all have, and names the last. */
    abstract String below(GraphBuilder graph);

    InputType input() {
        return InputType.convolutional(ROWS, COLUMNS, CHANNELS);
    }

    long[] shape(long pictures) {
        return new long[] {pictures, CHANNELS, ROWS, COLUMNS};
    }

    /** A network with new parameters, the same every time, on the layers that train it. */
    ComputationGraph network() {
        return FastLayers.in(network(DataType.FLOAT));
    }

    /** The same network on DL4J's own layers, in a precision. */
    ComputationGraph network(DataType type) {
        GraphBuilder graph = new NeuralNetConfiguration.Builder()
                .dataType(type)
                .seed(6)
                .updater(new NoOp())
                .weightInit(WeightInit.RELU)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(input());
        String top = below(graph);
        DenseLayer dense =
                new DenseLayer.Builder().nOut(9).activation(Activation.RELU).build();
        OutputLayer output = new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
        graph.addLayer("dense", dense, top)
                .addLayer("drop", new DropoutLayer.Builder(new SeededDropout(0.3, 5)).build(), "dense")
                .addLayer("output", output, "drop")
                .setOutputs("output");
        Nd4j.getRandom().setSeed(6);
        ComputationGraph network = new ComputationGraph(graph.build());
        network.init();
        return network;
    }

    private interface Wrapping<T> {
        T of(T plain);
    }

    private static void trunk(
            GraphBuilder graph,
            Wrapping<Layer> layers,
            Wrapping<Layer> normalisations,
            Wrapping<GraphVertex> vertices) {
        graph.addLayer("zeros", layers.of(new ZeroPaddingLayer(2, 1, 1, 2)), "in");
        graph.addLayer("conv1", layers.of(convolution(6, 5, 2, 0, false)), "zeros");
        graph.addLayer("bn1", normalisations.of(new BatchNormalization.Builder().build()), "conv1");
        graph.addLayer("relu1", layers.of(relu()), "bn1");
        graph.addLayer("pool1", layers.of(pool(PoolingType.MAX, 3, 1, 1)), "relu1");
        graph.addLayer("branch", layers.of(convolution(8, 3, 1, 1, false)), "pool1");
        graph.addLayer("bnOfBranch", normalisations.of(new BatchNormalization.Builder().build()), "branch");
        graph.addLayer("shortcut", layers.of(convolution(8, 1, 1, 0, true)), "pool1");
        graph.addVertex("sum", vertices.of(new ElementWiseVertex(ElementWiseVertex.Op.Add)), "bnOfBranch", "shortcut");
        graph.addLayer("relu2", layers.of(relu()), "sum");
    }

    /** A branch that learns, around which a frozen trunk's output goes. */
    private static String ownBranch(GraphBuilder graph) {
        graph.addLayer("own", convolution(8, 3, 1, 1, false), "relu2");
        graph.addLayer("bnOfOwn", new BatchNormalization.Builder().build(), "own");
        graph.addVertex("around", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bnOfOwn", "relu2");
        return "around";
    }

    /**
     * A convolution. None below a batch normalisation has a bias: its gradient would be nothing but rounding, which Adam makes
     * as large as any other.
     */
    private static ConvolutionLayer convolution(int outputs, int size, int stride, int padding, boolean bias) {
        return new ConvolutionLayer.Builder(size, size)
                .nOut(outputs)
                .stride(stride, stride)
                .padding(padding, padding)
                .hasBias(bias)
                .activation(Activation.IDENTITY)
                .build();
    }

    private static SubsamplingLayer pool(PoolingType type, int size, int stride, int padding) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(size, size)
                .stride(stride, stride)
                .padding(padding, padding)
                .build();
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }

    /** Pictures of noise, and a class for each. */
    Batch batch(long number) {
        SplittableRandom random = new RunSeed(4).stream("pictures", number);
        float[] values = new float[PICTURES * ROWS * COLUMNS * CHANNELS];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        float[][] labels = new float[PICTURES][CLASSES];
        for (float[] one : labels) {
            one[random.nextInt(CLASSES)] = 1;
        }
        INDArray pictures = Nd4j.create(values, shape(PICTURES), 'c');
        return new Batch(pictures, null, Nd4j.createFromArray(labels), List.of("batch " + number));
    }
}
