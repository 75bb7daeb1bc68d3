package attune.torch;

import static org.bytedeco.pytorch.global.torch.cat;

import attune.layers.BandConvolution;
import attune.layers.BandPooling;
import attune.layers.BiLstm;
import attune.layers.ClippedRelu;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SeededDropout;
import attune.layers.SequenceDropout;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as libtorch computes it: the same vertices in the same order on the same parameters.
 *
 * @param input name of the network's input
 * @param vertices in the order of computation; the last gives the output
 */
record Mirror(String input, List<Vertex> vertices) {

    /**
     * A vertex.
     *
     * @param name of the layer
     * @param inputs vertices below, whose outputs are side by side
     * @param dropout of its input in training
     * @param layer what it computes
     * @param parameters its flat vector in the network; null if it has none
     */
    record Vertex(
            String name,
            List<String> inputs,
            Optional<SeededDropout> dropout,
            MirrorLayer layer,
            @Nullable INDArray parameters) {}

    /** A layer that has no mirror here. */
    static final class NoMirrorException extends Exception {
        private static final long serialVersionUID = 1L;

        NoMirrorException(String why) {
            super(why);
        }

        String why() {
            return Objects.requireNonNull(getMessage());
        }
    }

    /**
     * Mirrors a network.
     *
     * @param graph in floats, with one input and one output
     * @throws NoMirrorException naming the first vertex that libtorch would not compute as DL4J does
     */
    static Mirror of(ComputationGraph graph) throws NoMirrorException {
        ComputationGraphConfiguration network = graph.getConfiguration();
        if (network.getDataType() != DataType.FLOAT
                || network.getNetworkInputs().size() != 1
                || network.getNetworkOutputs().size() != 1) {
            throw new NoMirrorException("it is not a network in floats with one input and one output");
        }
        List<Vertex> vertices = new ArrayList<>();
        for (int index : graph.topologicalSortOrder()) {
            String name = graph.getVertices()[index].getVertexName();
            GraphVertex vertex = network.getVertices().get(name);
            if (vertex != null) {
                List<String> below =
                        Objects.requireNonNull(network.getVertexInputs().get(name), name);
                vertices.add(vertex(name, below, vertex, graph.getLayer(name)));
            }
        }
        String last = vertices.get(vertices.size() - 1).name();
        if (!network.getNetworkOutputs().equals(List.of(last))) {
            throw new NoMirrorException("vertices follow its output");
        }
        return new Mirror(network.getNetworkInputs().get(0), List.copyOf(vertices));
    }

    /** The CTC output that a network ends in; empty if it ends in anything else. */
    static Optional<CtcOutputLayer> output(ComputationGraph graph) {
        String name = graph.getConfiguration().getNetworkOutputs().get(0);
        return graph.getConfiguration().getVertices().get(name) instanceof LayerVertex of
                        && of.getLayerConf().getLayer() instanceof CtcOutputLayer output
                ? Optional.of(output)
                : Optional.empty();
    }

    /**
     * Runs the network.
     *
     * @param features packed [frame of an utterance × size]
     * @param parameters gives a vertex's vector on the device
     * @return the output, packed; logits where the last layer is a CTC output
     */
    Tensor run(Tensor features, Function<Vertex, Tensor> parameters, Pass pass) {
        Map<String, Tensor> given = new HashMap<>(Map.of(input, features));
        Tensor y = features;
        for (Vertex vertex : vertices) {
            Tensor x = joined(vertex.inputs, given);
            if (pass.training() && vertex.dropout.isPresent()) {
                x = pass.drop(x, vertex.dropout.get());
            }
            y = vertex.layer.apply(x, parameters.apply(vertex), pass);
            given.put(vertex.name, y);
        }
        return y;
    }

    private static Tensor joined(List<String> names, Map<String, Tensor> given) {
        if (names.size() == 1) {
            return Objects.requireNonNull(given.get(names.get(0)));
        }
        TensorVector parts = new TensorVector();
        names.forEach(name -> parts.push_back(given.get(name)));
        return cat(parts, 1);
    }

    private static Vertex vertex(
            String name, List<String> below, GraphVertex vertex, org.deeplearning4j.nn.api.@Nullable Layer runtime)
            throws NoMirrorException {
        GraphVertex plain = vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
        if (plain instanceof MergeVertex) {
            return new Vertex(name, below, Optional.empty(), new MirrorLayer.Identity(), null);
        }
        if (!(plain instanceof LayerVertex of) || below.size() != 1 || !leavesFrames(of)) {
            throw new NoMirrorException(
                    "vertex " + name + " is a " + plain.getClass().getSimpleName());
        }
        Layer conf = of.getLayerConf().getLayer();
        boolean frozen = conf.getClass() == FrozenLayer.class;
        Layer inside = frozen ? ((FrozenLayer) conf).getLayer() : conf;
        INDArray parameters = runtime == null || runtime.numParams() == 0 ? null : runtime.params();
        return new Vertex(
                name, below, frozen ? Optional.empty() : dropout(name, inside), layer(name, inside), parameters);
    }

    /** Whether what DL4J does before the layer only arranges frames, which are packed here anyway. */
    private static boolean leavesFrames(LayerVertex vertex) {
        return vertex.getPreProcessor() == null
                || vertex.getPreProcessor() instanceof RnnToFeedForwardPreProcessor
                || vertex.getPreProcessor() instanceof FeedForwardToRnnPreProcessor;
    }

    private static Optional<SeededDropout> dropout(String name, Layer layer) throws NoMirrorException {
        IDropout dropout = layer.getIDropout();
        if (dropout == null) {
            return Optional.empty();
        }
        if (dropout instanceof SeededDropout seeded) {
            return Optional.of(seeded).filter(some -> some.getRate() > 0);
        }
        throw new NoMirrorException(
                "layer " + name + " has a " + dropout.getClass().getSimpleName());
    }

    private static MirrorLayer layer(String name, Layer layer) throws NoMirrorException {
        if (layer instanceof BiLstm both) {
            return new MirrorLayer.Recurrence(both.getNIn(), both.units(), 2);
        }
        if (layer instanceof Lstm one) {
            return new MirrorLayer.Recurrence(one.getNIn(), one.units(), 1);
        }
        if (layer instanceof CtcOutputLayer output) {
            return new MirrorLayer.Affine(output.getNIn(), output.getNOut(), true, true, UnaryOperator.identity());
        }
        if (layer instanceof SequenceDropout) {
            return new MirrorLayer.Identity();
        }
        if (layer instanceof BandConvolution bands) {
            return new MirrorLayer.Convolution(bands.frame(), bands.filter());
        }
        if (layer instanceof BandPooling bands) {
            return new MirrorLayer.Pooling(bands.frame(), bands.windowRows(), bands.windowBands());
        }
        if (layer.getClass() == DenseLayer.class && !((DenseLayer) layer).hasLayerNorm()) {
            DenseLayer dense = (DenseLayer) layer;
            return new MirrorLayer.Affine(
                    dense.getNIn(), dense.getNOut(), false, dense.hasBias(), activation(name, dense.getActivationFn()));
        }
        throw new NoMirrorException(
                "layer " + name + " is a " + layer.getClass().getSimpleName());
    }

    private static UnaryOperator<Tensor> activation(String name, IActivation function) throws NoMirrorException {
        if (function instanceof ActivationIdentity) {
            return UnaryOperator.identity();
        }
        if (function.equals(new ActivationReLU())) {
            return Tensor::relu;
        }
        if (function instanceof ClippedRelu clipped) {
            return x -> x.relu().clamp_max(new Scalar(clipped.getCeiling()));
        }
        if (function instanceof ActivationTanH) {
            return Tensor::tanh;
        }
        if (function instanceof ActivationSigmoid) {
            return Tensor::sigmoid;
        }
        if (function instanceof ActivationLReLU leaky) {
            return x -> torch.leaky_relu(x, new Scalar(leaky.getAlpha()));
        }
        if (function.equals(new ActivationELU())) {
            return torch::elu;
        }
        if (function instanceof ActivationSELU) {
            return torch::selu;
        }
        if (function instanceof ActivationSwish) {
            return x -> x.mul(x.sigmoid());
        }
        throw new NoMirrorException("layer " + name + " has the activation " + function);
    }
}
