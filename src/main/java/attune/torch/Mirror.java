package attune.torch;

import static org.bytedeco.pytorch.global.torch.cat;

import attune.layers.SeededDropout;
import attune.layers.frozen.FrozenButStatistics;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as libtorch computes it: the same vertices in the same order on the same parameters.
 *
 * @param input name of the network's input
 * @param vertices in the order of computation; the last gives the output
 * @param objective what the output is for
 */
record Mirror(String input, List<Vertex> vertices, Objective objective) {

    /** What a vertex makes of several inputs. */
    enum Joining {
        /** One behind the other, frame by frame, or channels upon channels. */
        BESIDE {
            @Override
            Tensor of(List<Tensor> inputs) {
                return cat(new TensorVector(inputs.toArray(Tensor[]::new)), 1);
            }
        },
        SUM {
            @Override
            Tensor of(List<Tensor> inputs) {
                return inputs.stream().reduce(Tensor::add).orElseThrow();
            }
        };

        abstract Tensor of(List<Tensor> inputs);
    }

    /**
     * A vertex.
     *
     * @param name of the layer
     * @param inputs vertices below
     * @param joining what several of them become
     * @param dropout of its input in training
     * @param layer what it computes
     * @param parameters its flat vector in the network; null if it has none
     */
    record Vertex(
            String name,
            List<String> inputs,
            Joining joining,
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
        return of(graph, objective(graph.getConfiguration()));
    }

    /**
     * Mirrors the lower part of a network.
     *
     * @param graph it
     * @param whole the network, whose output says what the part hears or sees
     * @throws NoMirrorException as for the whole
     */
    static Mirror ofTrunk(ComputationGraph graph, ComputationGraph whole) throws NoMirrorException {
        return of(graph, objective(whole.getConfiguration()));
    }

    private static Mirror of(ComputationGraph graph, Objective objective) throws NoMirrorException {
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
                vertices.add(vertex(name, below, vertex, graph.getLayer(name), objective));
            }
        }
        String last = vertices.get(vertices.size() - 1).name();
        if (!network.getNetworkOutputs().equals(List.of(last))) {
            throw new NoMirrorException("vertices follow its output");
        }
        return new Mirror(network.getNetworkInputs().get(0), List.copyOf(vertices), objective);
    }

    private static Objective objective(ComputationGraphConfiguration network) throws NoMirrorException {
        GraphVertex last = network.getVertices().get(network.getNetworkOutputs().get(0));
        if (!(last instanceof LayerVertex output)) {
            throw new NoMirrorException("it does not end in a layer");
        }
        return Objective.of(output.getLayerConf().getLayer());
    }

    /** Whether a batch's parts give what the whole batch gives, which they do not where it is normalised as a whole. */
    boolean isDivisible() {
        return vertices.stream()
                .noneMatch(vertex ->
                        vertex.layer instanceof PictureLayer.Normalisation normalisation && normalisation.byBatch());
    }

    /**
     * Runs the network.
     *
     * @param features packed [frame of an utterance × size], or pictures
     * @param parameters gives a vertex's vector on the device
     * @return the output, from which the objective follows
     */
    Tensor run(Tensor features, Function<Vertex, Tensor> parameters, Pass pass) {
        Map<String, Tensor> given = new HashMap<>(Map.of(input, features));
        Tensor y = features;
        for (Vertex vertex : vertices) {
            List<Tensor> inputs = vertex.inputs.stream()
                    .map(name -> Objects.requireNonNull(given.get(name), name))
                    .toList();
            Tensor x = inputs.size() == 1 ? inputs.get(0) : vertex.joining.of(inputs);
            if (pass.training() && vertex.dropout.isPresent()) {
                x = pass.drop(x, vertex.dropout.get());
            }
            y = vertex.layer.apply(x, parameters.apply(vertex), pass);
            given.put(vertex.name, y);
        }
        return y;
    }

    private static Vertex vertex(
            String name,
            List<String> below,
            GraphVertex vertex,
            org.deeplearning4j.nn.api.@Nullable Layer runtime,
            Objective objective)
            throws NoMirrorException {
        GraphVertex plain = vertex instanceof FrozenVertex frozen ? frozen.getUnderlying() : vertex;
        if (plain instanceof MergeVertex) {
            return joint(name, below, Joining.BESIDE);
        }
        if (plain instanceof ElementWiseVertex several && several.getOp() == ElementWiseVertex.Op.Add) {
            return joint(name, below, Joining.SUM);
        }
        if (!(plain instanceof LayerVertex of) || below.size() != 1 || !arranges(of.getPreProcessor())) {
            throw new NoMirrorException(
                    "vertex " + name + " is a " + plain.getClass().getSimpleName());
        }
        Layer conf = of.getLayerConf().getLayer();
        boolean frozen = conf instanceof FrozenLayer;
        Layer inside = frozen ? ((FrozenLayer) conf).getLayer() : conf;
        MirrorLayer layer = objective instanceof Objective.Ctc
                ? MirrorLayers.ofSpeech(name, inside)
                : MirrorLayers.ofPictures(name, inside, !frozen || conf instanceof FrozenButStatistics);
        INDArray parameters = runtime == null || runtime.numParams() == 0 ? null : runtime.params();
        return new Vertex(
                name, below, Joining.BESIDE, frozen ? Optional.empty() : dropout(name, inside), layer, parameters);
    }

    private static Vertex joint(String name, List<String> below, Joining joining) {
        return new Vertex(name, below, joining, Optional.empty(), new MirrorLayer.Identity(), null);
    }

    /** Whether what DL4J does before a layer only arranges frames, which are packed here anyway, or a picture's values. */
    private static boolean arranges(@Nullable InputPreProcessor before) {
        return before == null
                || before instanceof RnnToFeedForwardPreProcessor
                || before instanceof FeedForwardToRnnPreProcessor
                || (before instanceof CnnToFeedForwardPreProcessor flat && flat.getFormat() == CNN2DFormat.NCHW);
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
}
