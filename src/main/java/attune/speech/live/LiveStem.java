package attune.speech.live;

import attune.backend.FloatArrays;
import attune.features.FeatureMatrix;
import attune.layers.BandConvolution;
import attune.layers.BandStem;
import attune.speech.Padded;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The layers at the bottom of a network that look a little ahead and back: convolutions over time and bands, what joins
 * them, and nothing else. For frames that are still coming, they are run over those that have not been through and the
 * few before that these can see. In a network without such layers, frames go through unchanged and at once.
 */
final class LiveStem {
    private final ComputationGraph network;
    /** Vertices in the order of computation, each with the names of its inputs. */
    private final Map<String, List<String>> vertices;

    private final String output;
    private final int reach;

    /** Frames that have been through, then those in wait. */
    private final List<float[]> near = new ArrayList<>();

    private int through;

    /** Starts before the first frame. */
    LiveStem(ComputationGraph network) {
        this.network = network;
        Map<String, List<String>> found = new LinkedHashMap<>();
        Map<String, Double> reaches = new TreeMap<>();
        String last = network.getConfiguration().getNetworkInputs().get(0);
        for (String name : BandStem.of(network)) {
            List<String> below = Objects.requireNonNull(
                    network.getConfiguration().getVertexInputs().get(name), name);
            found.put(name, below);
            double reached = below.stream()
                    .mapToDouble(input -> reaches.getOrDefault(input, 0.0))
                    .max()
                    .orElse(0);
            reaches.put(name, reached + reach(network.getVertex(name)));
            last = name;
        }
        this.vertices = found;
        this.output = last;
        this.reach = (int) Math.ceil(reaches.getOrDefault(last, 0.0));
    }

    private LiveStem(LiveStem other) {
        this.network = other.network;
        this.vertices = other.vertices;
        this.output = other.output;
        this.reach = other.reach;
        this.near.addAll(other.near);
        this.through = other.through;
    }

    /** A copy, to continue from later. */
    LiveStem copy() {
        return new LiveStem(this);
    }

    /** The vertex whose output it gives: the network's input if there are no such layers. */
    String output() {
        return output;
    }

    /** Whether there are such layers. */
    boolean looksAhead() {
        return reach > 0;
    }

    /** Frames taken that have not been through. */
    int framesInWait() {
        return near.size() - through;
    }

    /** What comes out for frames that see no further than these, the next. */
    FeatureMatrix take(FeatureMatrix frames) {
        return vertices.isEmpty() ? frames : pushed(frames, reach);
    }

    /** What comes out for all frames in wait, if these are the last. */
    FeatureMatrix finish(FeatureMatrix frames) {
        return vertices.isEmpty() ? frames : pushed(frames, 0);
    }

    private FeatureMatrix pushed(FeatureMatrix frames, int ahead) {
        int size = frames.coefficients();
        for (int frame = 0; frame < frames.frames(); frame++) {
            near.add(Arrays.copyOfRange(frames.values(), frame * size, (frame + 1) * size));
        }
        int ready = Math.max(0, framesInWait() - ahead);
        if (ready == 0) {
            return new FeatureMatrix(new float[0], 0, 1);
        }
        FeatureMatrix all = run(size);
        int wide = all.coefficients();
        float[] values = Arrays.copyOfRange(all.values(), through * wide, (through + ready) * wide);
        through += ready;
        int passed = Math.max(0, through - reach);
        near.subList(0, passed).clear();
        through -= passed;
        return new FeatureMatrix(values, ready, wide);
    }

    /** Runs the layers over all frames at hand. */
    private FeatureMatrix run(int size) {
        float[] values = new float[near.size() * size];
        for (int frame = 0; frame < near.size(); frame++) {
            System.arraycopy(near.get(frame), 0, values, frame * size, size);
        }
        Padded padded = Padded.of(List.of(new FeatureMatrix(values, near.size(), size)), near.size());
        Map<String, INDArray> outputs = new TreeMap<>();
        outputs.put(network.getConfiguration().getNetworkInputs().get(0), padded.features());
        synchronized (network) {
            vertices.forEach((name, below) -> {
                INDArray[] inputs = below.stream().map(outputs::get).toArray(INDArray[]::new);
                Layer layer = layer(network.getVertex(name));
                outputs.put(
                        name,
                        layer == null
                                ? Nd4j.concat(1, inputs)
                                : layer.activate(inputs[0], false, LayerWorkspaceMgr.noWorkspaces()));
            });
        }
        INDArray rows = Objects.requireNonNull(outputs.get(output), output)
                .permute(2, 0, 1)
                .dup('c');
        FeatureMatrix result = new FeatureMatrix(FloatArrays.values(rows), near.size(), (int) rows.size(2));
        rows.close();
        padded.mask().close();
        outputs.values().stream()
                .filter(array -> !array.wasClosed() && array.closeable())
                .forEach(INDArray::close);
        return result;
    }

    private static double reach(GraphVertex vertex) {
        Layer layer = layer(vertex);
        return layer != null && layer.conf().getLayer() instanceof BandConvolution convolution
                ? convolution.reachFrames()
                : 0;
    }

    /** A vertex's layer, without its freezing wrapper; null for other vertices. */
    private static @Nullable Layer layer(GraphVertex vertex) {
        return vertex.getLayer() instanceof BaseWrapperLayer frozen ? frozen.getUnderlying() : vertex.getLayer();
    }
}
