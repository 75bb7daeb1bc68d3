package attune.surgery;

import attune.layers.frozen.FrozenButStatisticsRuntime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;

/** Small networks to operate on. */
final class Networks {
    static final int FRAMES = 5;
    static final int BATCH = 3;

    private Networks() {}

    /** A builder with one input {@code x}. */
    static GraphBuilder builder(InputType input) {
        return new NeuralNetConfiguration.Builder()
                .seed(99)
                .updater(new Adam(0.01))
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(input);
    }

    static ComputationGraph build(GraphBuilder builder) {
        ComputationGraph graph = new ComputationGraph(builder.build());
        graph.init();
        return graph;
    }

    /** Three recurrent layers, {@code lstm1} to {@code lstm3}, and the loss layer {@code out}. */
    static ComputationGraph threeLstms() {
        StockLayers layers = new StockLayers(true);
        return build(builder(InputType.recurrent(4))
                .addLayer("lstm1", new LayerSpec.Lstm(6).make(layers, "", 4), "x")
                .addLayer("lstm2", new LayerSpec.BiLstm(3).make(layers, "", 6), "lstm1")
                .addLayer("lstm3", new LayerSpec.Lstm(5).make(layers, "", 6), "lstm2")
                .addLayer("out", layers.output("", 5, 7), "lstm3")
                .setOutputs("out"));
    }

    /**
     * Two residual blocks over 8×8 images of two channels, the second one with a convolution in its shortcut and half
     * the size; then pooling and the loss layer.
     */
    static ComputationGraph residualConvolutions() {
        GraphBuilder builder = builder(InputType.convolutional(8, 8, 2));
        convolution(builder, "stem", 4, 1, "x");
        convolution(builder, "a1", 4, 1, "stem-bn");
        convolution(builder, "a2", 4, 1, "a1-bn");
        builder.addVertex("add1", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a2-bn", "stem-bn");
        builder.addLayer("relu1", relu(), "add1");
        convolution(builder, "b1", 6, 2, "relu1");
        convolution(builder, "shortcut", 6, 2, "relu1");
        builder.addVertex("add2", new ElementWiseVertex(ElementWiseVertex.Op.Add), "b1-bn", "shortcut-bn");
        builder.addLayer("relu2", relu(), "add2");
        builder.addLayer("pool", new GlobalPoolingLayer(), "relu2");
        builder.addLayer("out", new StockLayers(false).output("", 6, 3), "pool");
        return build(builder.setOutputs("out"));
    }

    private static void convolution(GraphBuilder builder, String name, int channels, int stride, String below) {
        builder.addLayer(
                name,
                new ConvolutionLayer.Builder(3, 3)
                        .stride(stride, stride)
                        .nOut(channels)
                        .build(),
                below);
        builder.addLayer(name + "-bn", new BatchNormalization.Builder().build(), name);
    }

    private static ActivationLayer relu() {
        return new ActivationLayer.Builder().activation(Activation.RELU).build();
    }

    /** A random network over sequences or vectors: layers, sums around a layer, and pairs of branches merged. */
    static TypedGraph random(SplittableRandom random, boolean sequence) {
        int size = 2 + random.nextInt(4);
        InputType type = sequence ? InputType.recurrent(size) : InputType.feedForward(size);
        GraphBuilder builder = builder(type);
        StockLayers layers = new StockLayers(sequence);
        String below = "x";
        boolean recurrent = sequence; // the shape from below: DL4J merges [B, size, T] only with its like
        int blocks = 2 + random.nextInt(4);
        for (int block = 0; block < blocks; block++) {
            String name = "v" + block;
            switch (random.nextInt(4)) {
                case 0 -> {
                    builder.addLayer(name + "-inner", layer(layers, random, recurrent, size, size), below);
                    builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-inner", below);
                }
                case 1 -> {
                    recurrent = sequence && random.nextBoolean();
                    builder.addLayer(name + "-left", layer(layers, random, recurrent, size, 2), below);
                    builder.addLayer(name + "-right", layer(layers, random, recurrent, size, 4), below);
                    builder.addLayer(name + "-deep", layer(layers, random, recurrent, 4, 2), name + "-right");
                    builder.addVertex(name, new MergeVertex(), name + "-left", name + "-deep");
                    size = 4;
                }
                case 2 -> builder.addLayer(name, new LayerSpec.Dropout(0.3).make(layers, "", size), below);
                default -> {
                    recurrent = sequence && random.nextBoolean();
                    int out = 2 + random.nextInt(4);
                    builder.addLayer(name, layer(layers, random, recurrent, size, out), below);
                    size = out;
                }
            }
            below = name;
        }
        builder.addLayer("output", layers.output("", size, 3), below);
        return new TypedGraph(build(builder.setOutputs("output")), type);
    }

    /**
     * A random network with arbitrary branches: each vertex takes one, two or three of those before it, or the input
     * itself; all loose ends lead to the output.
     */
    static TypedGraph randomBranches(SplittableRandom random, boolean sequence) {
        int size = 2 + random.nextInt(3);
        InputType type = sequence ? InputType.recurrent(size) : InputType.feedForward(size);
        GraphBuilder builder = builder(type);
        StockLayers layers = new StockLayers(sequence);
        Map<String, Integer> sizes = new LinkedHashMap<>(Map.of("x", size));
        Set<String> loose = new LinkedHashSet<>();
        for (int i = 4 + random.nextInt(6); i > 0; i--) {
            List<String> below = some(random, List.copyOf(sizes.keySet()), 1 + random.nextInt(3));
            String joint = joined(builder, "v" + i, below, sizes, random.nextBoolean());
            int out = 2 + random.nextInt(3);
            builder.addLayer("v" + i, layer(layers, random, sequence, size(sizes, joint), out), joint);
            loose.removeAll(below);
            sizes.remove(joint.startsWith("v" + i) ? joint : "");
            sizes.put("v" + i, out);
            loose.add("v" + i);
        }
        String top = joined(builder, "top", List.copyOf(loose), sizes, false);
        builder.addLayer("output", layers.output("", size(sizes, top), 3), top);
        return new TypedGraph(build(builder.setOutputs("output")), type);
    }

    /** Joins several vertices: merged, or summed if possible and wanted. */
    private static String joined(
            GraphBuilder builder, String name, List<String> below, Map<String, Integer> sizes, boolean sum) {
        if (below.size() == 1) {
            return below.get(0);
        }
        List<Integer> each = below.stream().map(one -> size(sizes, one)).toList();
        boolean equal = each.stream().distinct().count() == 1;
        String joint = name + (sum && equal ? "-sum" : "-merge");
        builder.addVertex(
                joint,
                sum && equal ? new ElementWiseVertex(ElementWiseVertex.Op.Add) : new MergeVertex(),
                below.toArray(String[]::new));
        sizes.put(
                joint,
                sum && equal ? each.get(0) : each.stream().mapToInt(one -> one).sum());
        return joint;
    }

    private static int size(Map<String, Integer> sizes, String vertex) {
        return Objects.requireNonNull(sizes.get(vertex), vertex);
    }

    private static List<String> some(SplittableRandom random, List<String> all, int count) {
        Set<String> chosen = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            chosen.add(all.get(random.nextInt(all.size())));
        }
        return List.copyOf(chosen);
    }

    /** A random network over images: blocks of convolutions, some with a sum, some of two branches, some halving. */
    static TypedGraph randomImages(SplittableRandom random) {
        int channels = 1 + random.nextInt(3);
        InputType type = InputType.convolutional(6, 5, channels);
        GraphBuilder builder = builder(type);
        String below = "x";
        int blocks = 1 + random.nextInt(3);
        for (int block = 0; block < blocks; block++) {
            String name = "v" + block;
            switch (random.nextInt(3)) {
                case 0 -> {
                    convolution(builder, name + "-inner", channels, 1, below);
                    builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), name + "-inner-bn", below);
                }
                case 1 -> {
                    int stride = 1 + random.nextInt(2);
                    convolution(builder, name + "-left", 2, stride, below);
                    convolution(builder, name + "-right", 3, stride, below);
                    builder.addVertex(name, new MergeVertex(), name + "-left-bn", name + "-right-bn");
                    channels = 5;
                }
                default -> {
                    channels = 2 + random.nextInt(3);
                    convolution(builder, name + "-conv", channels, 1 + random.nextInt(2), below);
                    builder.addLayer(
                            name,
                            new ActivationLayer.Builder()
                                    .activation(Activation.TANH)
                                    .build(),
                            name + "-conv-bn");
                }
            }
            below = name;
        }
        builder.addLayer("pool", new GlobalPoolingLayer(), below);
        builder.addLayer("output", new StockLayers(false).output("", channels, 3), "pool");
        return new TypedGraph(build(builder.setOutputs("output")), type);
    }

    private static org.deeplearning4j.nn.conf.layers.Layer layer(
            StockLayers layers, SplittableRandom random, boolean recurrent, int in, int out) {
        boolean bothWays = out % 2 == 0 && random.nextBoolean();
        LayerSpec spec = !recurrent
                ? new LayerSpec.Dense(out, Activation.TANH)
                : bothWays ? new LayerSpec.BiLstm(out / 2) : new LayerSpec.Lstm(out);
        return spec.make(layers, "", in);
    }

    /** Some input for a network. */
    static INDArray input(TypedGraph graph, SplittableRandom random) {
        InputType type = graph.inputType();
        long[] shape = type instanceof InputType.InputTypeRecurrent recurrent
                ? new long[] {BATCH, recurrent.getSize(), FRAMES}
                : type.getShape(true);
        shape[0] = BATCH;
        INDArray input = Nd4j.create(DataType.FLOAT, shape);
        for (long i = 0; i < input.length(); i++) {
            input.putScalar(i, random.nextDouble() * 2 - 1);
        }
        return input;
    }

    /** Plain gradient descent on one batch, with random targets, as a trainer does it, skipping frozen layers. */
    static void train(TypedGraph typed, INDArray input, int steps) {
        ComputationGraph graph = typed.graph();
        INDArray output = graph.outputSingle(input);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, output.shape());
        labels.get(NDArrayIndex.all(), NDArrayIndex.point(1)).assign(1);
        for (int step = 0; step < steps; step++) {
            graph.setInput(0, input);
            graph.setLabels(labels);
            if (typed.inputType() instanceof InputType.InputTypeRecurrent && !hasDropoutLayer(graph)) {
                INDArray mask = Nd4j.ones(DataType.FLOAT, BATCH, FRAMES);
                mask.putScalar(1, FRAMES - 1, 0); // one sequence is shorter
                graph.setLayerMaskArrays(new INDArray[] {mask}, new INDArray[] {mask});
            }
            graph.computeGradientAndScore();
            for (Layer layer : graph.getLayers()) {
                if (layer instanceof FrozenButStatisticsRuntime statistics) {
                    statistics.params().subi(statistics.getGradientsViewArray());
                } else if (!(layer instanceof FrozenLayer) && layer.numParams() > 0) {
                    layer.params().subi(layer.getGradientsViewArray().mul(0.1));
                }
            }
        }
    }

    /** DL4J's dropout layer throws on a sequence with a mask. */
    private static boolean hasDropoutLayer(ComputationGraph graph) {
        return graph.getConfiguration().toJson().contains("DropoutLayer");
    }
}
