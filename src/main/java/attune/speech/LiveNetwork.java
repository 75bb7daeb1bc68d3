package attune.speech;

import attune.backend.FloatArrays;
import attune.features.FeatureMatrix;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's way through one clip whose frames are still coming: the recurrent layers' state goes on from chunk to chunk.
 * The state is this object's and not the network's, so that several may take turns on one network, from any threads.
 */
final class LiveNetwork {
    private final ComputationGraph network;
    private Map<String, Map<String, INDArray>> states = Map.of();

    /** Stands before the first frame. */
    LiveNetwork(ComputationGraph network) {
        this.network = network;
    }

    /** Natural-log probabilities of the next frames, [frame × label], of which there is at least one. */
    float[][] run(FeatureMatrix frames) {
        INDArray features = Padded.of(List.of(frames), frames.frames()).features();
        FeatureMatrix output;
        synchronized (network) {
            network.rnnClearPreviousState();
            network.rnnSetPreviousStates(states);
            INDArray logProbs = network.rnnTimeStep(features)[0];
            states = network.rnnGetPreviousStates();
            network.rnnClearPreviousState();
            INDArray rows = logProbs.permute(2, 0, 1).dup('c');
            output = new FeatureMatrix(FloatArrays.values(rows), frames.frames(), (int) rows.size(2));
            rows.close();
            logProbs.close();
        }
        features.close();
        return AcousticModel.rows(output);
    }
}
