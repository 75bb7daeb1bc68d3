package attune.speech.live;

import attune.backend.FloatArrays;
import attune.features.FeatureMatrix;
import attune.speech.AcousticModel;
import attune.speech.Padded;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's pass over one clip whose frames are still coming: the recurrent layers' state carries over from chunk to
 * chunk. The state belongs to this object, not to the network, so that several may take turns on one network, from any
 * threads.
 *
 * <p>The layers are run one by one, not by {@code ComputationGraph.rnnTimeStep}: that gives a recurrent layer the
 * output of the layer below without the preprocessor between them, so that after a dense layer N frames are taken for N
 * utterances of one frame.
 */
final class LiveNetwork {
    private static final LayerWorkspaceMgr WORKSPACES = LayerWorkspaceMgr.noWorkspaces();

    private final ComputationGraph network;
    private final LiveStem stem;
    /** From the stem, or the input, to the output; a network that {@code StreamingRule} lets through is a plain chain. */
    private final List<String> layers;

    private final Map<String, Map<String, INDArray>> states = new TreeMap<>();

    /** Starts before the first frame. */
    LiveNetwork(ComputationGraph network) {
        this(network, new LiveStem(network));
    }

    private LiveNetwork(ComputationGraph network, LiveStem stem) {
        this.network = network;
        this.stem = stem;
        ComputationGraphConfiguration configuration = network.getConfiguration();
        Deque<String> chain = new ArrayDeque<>();
        String above = configuration.getNetworkOutputs().get(0);
        while (!above.equals(stem.output())) {
            chain.addFirst(above);
            above = Objects.requireNonNull(configuration.getVertexInputs().get(above), above)
                    .get(0);
        }
        this.layers = List.copyOf(chain);
    }

    /** A copy of the pass so far, to continue from later; layers overwrite the state that they are given. */
    LiveNetwork copy() {
        LiveNetwork copy = new LiveNetwork(network, stem.copy());
        states.forEach((layer, state) -> {
            Map<String, INDArray> arrays = new TreeMap<>();
            state.forEach((name, array) -> arrays.put(name, array.dup()));
            copy.states.put(layer, arrays);
        });
        return copy;
    }

    /** Whether a row depends on frames after its own. */
    boolean looksAhead() {
        return stem.looksAhead();
    }

    /** How many of the frames given so far, the newest, await more frames before they give a row. */
    int framesInWait() {
        return stem.framesInWait();
    }

    /**
     * Natural-log probabilities [frame × label] of frames that no longer depend on what comes, given the next frames, of
     * which there must be at least one.
     */
    float[][] run(FeatureMatrix frames) {
        return above(stem.take(frames));
    }

    /** The same for all frames that have not given a row yet, after these, the last; there may be none. */
    float[][] finish(FeatureMatrix frames) {
        return above(stem.finish(frames));
    }

    private float[][] above(FeatureMatrix frames) {
        if (frames.frames() == 0) {
            return new float[0][];
        }
        Padded padded = Padded.of(List.of(frames), frames.frames());
        List<INDArray> made = new ArrayList<>(List.of(padded.mask()));
        INDArray now = padded.features();
        synchronized (network) {
            for (String layer : layers) {
                made.add(now);
                INDArray input = preprocessed(layer, now);
                made.add(input);
                now = output(layer, input);
            }
        }
        made.add(now);
        INDArray rows = now.permute(2, 0, 1).dup('c');
        made.add(rows);
        FeatureMatrix output = new FeatureMatrix(FloatArrays.values(rows), frames.frames(), (int) rows.size(2));
        // Some are views of others.
        made.stream().filter(array -> !array.wasClosed() && array.closeable()).forEach(INDArray::close);
        return AcousticModel.rows(output);
    }

    private INDArray preprocessed(String layer, INDArray below) {
        LayerVertex vertex = (LayerVertex)
                Objects.requireNonNull(network.getConfiguration().getVertices().get(layer), layer);
        return vertex.getPreProcessor() == null
                ? below
                : vertex.getPreProcessor().preProcess(below, 1, WORKSPACES);
    }

    private INDArray output(String name, INDArray input) {
        Layer layer = network.getLayer(name);
        if ((layer instanceof BaseWrapperLayer frozen ? frozen.getUnderlying() : layer)
                instanceof RecurrentLayer recurrent) {
            recurrent.rnnSetPreviousState(states.getOrDefault(name, Map.of()));
            INDArray output = recurrent.rnnTimeStep(input, WORKSPACES);
            states.put(name, recurrent.rnnGetPreviousState());
            recurrent.rnnClearPreviousState();
            return output;
        }
        return layer.activate(input, false, WORKSPACES);
    }
}
