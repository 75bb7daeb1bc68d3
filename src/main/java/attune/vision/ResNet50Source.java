package attune.vision;

import static attune.fault.Parameter.named;

import attune.backend.FloatArrays;
import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.io.IOException;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.zoo.PretrainedType;
import org.deeplearning4j.zoo.model.ResNet50;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * ResNet-50 (He et al. 2016, "Deep residual learning for image recognition") as built by DL4J's zoo. Its last pooling,
 * {@code avgpool}, in fact takes the maximum over 3 × 3.
 */
public final class ResNet50Source {
    /** The input of weights trained on ImageNet. */
    public static final int IMAGENET_SIZE = 224;

    /** The zoo's names of the batch normalisations that end a residual branch. */
    private static final Pattern BRANCH_END = Pattern.compile("bn.+branch2c");

    private ResNet50Source() {}

    /**
     * An untrained network. The zoo draws weights with a standard deviation of 0.5, which makes outputs overflow; here
     * convolutions are initialised as in He et al. 2015, by their number of inputs, and batch normalisations as
     * identities; but the last one of each residual branch starts at zero (Goyal et al. 2017, "Accurate, large
     * minibatch SGD", 5.1), so that the network begins shallow and deepens as it learns.
     *
     * @param size height and width of the input
     * @param classes number of outputs
     * @param seed of the weights
     * @return the network, initialised
     * @throws UserFault if the input is too small for the network's halvings
     */
    public static ComputationGraph untrained(int size, int classes, RunSeed seed) {
        ComputationGraph network = ofZeros(size, classes);
        for (Layer layer : network.getLayers()) {
            String name = layer.conf().getLayer().getLayerName();
            layer.paramTable().forEach((parameter, values) -> begin(name, parameter, values, seed));
        }
        return network;
    }

    /**
     * The network with the weights that DL4J offers for ImageNet's 1000 classes: from DL4J's cache in the home folder,
     * or downloaded and verified by checksum.
     *
     * @return the network, for pictures of {@link #IMAGENET_SIZE}
     * @throws UserFault if they are not available
     */
    public static ComputationGraph imageNet() {
        try {
            return (ComputationGraph) ResNet50.builder().build().initPretrained(PretrainedType.IMAGENET);
        } catch (IOException | RuntimeException e) { // a wrong checksum is an IllegalStateException
            throw new UserFault(
                    named("imagenet"),
                    "the weights cannot be downloaded (" + e + ")",
                    "try where there is network access, or give a file with " + named("weights"),
                    e);
        }
    }

    private static ComputationGraph ofZeros(int size, int classes) {
        try {
            ComputationGraphConfiguration configuration = ResNet50.builder()
                    .inputShape(new int[] {ImageFormat.CHANNELS, size, size})
                    .numClasses(classes)
                    .updater(new NoOp())
                    .build()
                    .graphBuilder()
                    .build();
            configuration.getVertices().values().forEach(ResNet50Source::withoutPenalty);
            long count = configuration.getVertices().values().stream()
                    .mapToLong(vertex -> vertex.numParams(true))
                    .sum();
            ComputationGraph network = new ComputationGraph(configuration);
            network.init(Nd4j.zeros(configuration.getDataType(), 1, count), false);
            return network;
        } catch (RuntimeException e) { // DL4J's layers refuse too small an input with exceptions of many classes
            throw new UserFault(
                    named("inputSize"), "ResNet-50 cannot take pictures of " + size + " pixels", "use 96 or more", e);
        }
    }

    /** The zoo's L1 and L2 would only affect the displayed loss: training applies its own weight decay. */
    private static void withoutPenalty(GraphVertex vertex) {
        if (vertex instanceof LayerVertex layer && layer.getLayerConf().getLayer() instanceof BaseLayer base) {
            base.setRegularization(new ArrayList<>());
            base.setRegularizationBias(new ArrayList<>());
        }
    }

    private static void begin(String layer, String parameter, INDArray values, RunSeed seed) {
        switch (parameter) {
            case "W" -> draw(values, seed.stream("initial " + layer));
            case "gamma" -> values.assign(BRANCH_END.matcher(layer).matches() ? 0 : 1);
            case "var" -> values.assign(1);
            default -> values.assign(0); // biases, means, and the logarithm of a deviation of 1
        }
    }

    private static void draw(INDArray weights, SplittableRandom random) {
        long[] shape = weights.shape();
        boolean convolution = shape.length == 4; // [out, in, rows, columns]; else [in, out]
        long inputs = convolution ? shape[1] * shape[2] * shape[3] : shape[0];
        double deviation = Math.sqrt((convolution ? 2.0 : 1.0) / inputs);
        float[] drawn = new float[Math.toIntExact(weights.length())];
        for (int i = 0; i < drawn.length; i++) {
            drawn[i] = (float) (deviation * random.nextGaussian());
        }
        try (INDArray values = FloatArrays.of(drawn, shape)) {
            weights.assign(values);
        }
    }
}
