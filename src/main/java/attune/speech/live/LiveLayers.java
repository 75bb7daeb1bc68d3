package attune.speech.live;

import attune.backend.FloatArrays;
import attune.speech.Padded;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.RecurrentLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's layers, run over one step of each of several streams at a time.
 *
 * <p>The layers are run one by one, not by {@code ComputationGraph.rnnTimeStep}: that gives a recurrent layer the
 * output of the layer below without the preprocessor between them, so that after a dense layer N frames are taken for N
 * utterances of one frame.
 */
final class LiveLayers {
    private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    private final ComputationGraph network;
    private final LiveStem stem;
    /** From the stem, or the input, to the output; a network that {@code StreamingRule} lets through is a plain chain. */
    private final List<String> chain;

    LiveLayers(ComputationGraph network) {
        this.network = network;
        this.stem = new LiveStem(network);
        ComputationGraphConfiguration configuration = network.getConfiguration();
        Deque<String> layers = new ArrayDeque<>();
        String above = configuration.getNetworkOutputs().get(0);
        while (!above.equals(stem.output())) {
            layers.addFirst(above);
            above = Objects.requireNonNull(configuration.getVertexInputs().get(above), above)
                    .get(0);
        }
        this.chain = List.copyOf(layers);
    }

    /** How many frames before and after its own a row depends on, without the recurrent layers. */
    int reach() {
        return stem.reach();
    }

    /** Takes steps that go with each other. */
    void take(List<LiveStep> steps) {
        LiveStep first = steps.get(0);
        List<INDArray> made = new ArrayList<>();
        Padded near = Padded.of(
                steps.stream().map(LiveStep::near).toList(), first.near().frames());
        made.add(near.mask());
        made.add(near.features());
        INDArray now = next(first, stem.run(near.features(), made));
        made.add(now);
        for (String name : chain) {
            INDArray input = preprocessed(name, now, steps.size());
            made.add(input);
            now = output(name, input, steps, made);
            made.add(now);
        }
        INDArray timeMajor = now.permute(2, 0, 1).dup('c');
        made.add(timeMajor);
        float[] rows = FloatArrays.values(timeMajor);
        int size = (int) timeMajor.size(2);
        // Some are views of others.
        made.stream().filter(array -> !array.wasClosed() && array.closeable()).forEach(INDArray::close);
        for (int stream = 0; stream < steps.size(); stream++) {
            float[][] own = new float[first.count()][];
            for (int row = 0; row < own.length; row++) {
                int at = (row * steps.size() + stream) * size;
                own[row] = Arrays.copyOfRange(rows, at, at + size);
            }
            steps.get(stream).succeed(own);
        }
    }

    /** What comes out of the stem for the next frames, out of that for all near ones. */
    private static INDArray next(LiveStep step, INDArray near) {
        if (step.count() == near.size(2)) {
            return near;
        }
        INDArray timeMajor = near.permute(2, 0, 1).dup('c');
        int frame = (int) (timeMajor.size(1) * timeMajor.size(2));
        float[] values = Arrays.copyOfRange(
                FloatArrays.values(timeMajor), step.from() * frame, (step.from() + step.count()) * frame);
        timeMajor.close();
        return FloatArrays.of(values, step.count(), near.size(0), near.size(1)).permute(1, 2, 0);
    }

    private INDArray preprocessed(String name, INDArray below, int streams) {
        LayerVertex vertex = (LayerVertex)
                Objects.requireNonNull(network.getConfiguration().getVertices().get(name), name);
        return vertex.getPreProcessor() == null
                ? below
                : vertex.getPreProcessor().preProcess(below, streams, WORKSPACES);
    }

    private INDArray output(String name, INDArray input, List<LiveStep> steps, List<INDArray> made) {
        Layer layer = Objects.requireNonNull(LiveStem.layer(network.getVertex(name)), name);
        if (layer instanceof RecurrentLayer recurrent) {
            recurrent.rnnSetPreviousState(together(name, steps));
            INDArray output = recurrent.rnnTimeStep(input, WORKSPACES);
            apart(name, recurrent.rnnGetPreviousState(), steps, made);
            recurrent.rnnClearPreviousState();
            return output;
        }
        return layer.activate(input, false, WORKSPACES);
    }

    /** The states of a layer, by name, in one array each; a single one is that stream's own. */
    private static Map<String, INDArray> together(String layer, List<LiveStep> steps) {
        Map<String, INDArray> first = steps.get(0).states().getOrDefault(layer, Map.of());
        if (steps.size() == 1 || first.isEmpty()) {
            return first;
        }
        Map<String, INDArray> joined = new TreeMap<>();
        for (String name : first.keySet()) {
            INDArray[] parts = steps.stream()
                    .map(step -> Objects.requireNonNull(step.states().get(layer), layer)
                            .get(name))
                    .toArray(INDArray[]::new);
            joined.put(name, Nd4j.concat(0, parts));
        }
        return joined;
    }

    private static void apart(String layer, Map<String, INDArray> states, List<LiveStep> steps, List<INDArray> made) {
        if (steps.size() == 1) {
            steps.get(0).states().put(layer, states);
            return;
        }
        for (int stream = 0; stream < steps.size(); stream++) {
            Map<String, INDArray> own = new TreeMap<>();
            for (Map.Entry<String, INDArray> state : states.entrySet()) {
                own.put(state.getKey(), state.getValue().getRow(stream, true).dup('c'));
            }
            steps.get(stream).states().put(layer, own);
        }
        made.addAll(states.values());
    }
}
