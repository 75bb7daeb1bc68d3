package attune.vision;

import attune.backend.FloatArrays;
import attune.torch.TorchDevice;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network over the pictures of a set, in batches, and passes on its output for each. */
final class PictureRun {
    private static final int AT_ONCE = 16;

    private PictureRun() {}

    /** Receives a network's output for one picture. */
    @FunctionalInterface
    interface Sink {
        void put(int picture, float[] values) throws IOException;
    }

    /**
     * A network on the device that the process computes on.
     *
     * @param network from pictures, or what a trunk makes of them, to probabilities [picture × class]
     */
    static UnaryOperator<INDArray> onDevice(ComputationGraph network) {
        return TorchDevice.ofPictures(network).orElse(network::outputSingle);
    }

    /**
     * Shows all pictures once.
     *
     * @param network returns an array whose first axis is the picture; the result is copied, not closed
     */
    static void all(ShownPictures shown, int showing, int pictures, UnaryOperator<INDArray> network, Sink sink)
            throws IOException {
        for (int from = 0; from < pictures; from += AT_ONCE) {
            List<BalancedOrder.Shown> some = new ArrayList<>();
            for (int i = from; i < Math.min(pictures, from + AT_ONCE); i++) {
                some.add(new BalancedOrder.Shown(i, showing));
            }
            try (INDArray features = PictureBatches.features(shown, some);
                    INDArray given = network.apply(features).dup('c')) {
                float[] values = FloatArrays.values(given);
                int length = values.length / some.size();
                for (int i = 0; i < some.size(); i++) {
                    sink.put(from + i, Arrays.copyOfRange(values, i * length, (i + 1) * length));
                }
            }
        }
    }
}
