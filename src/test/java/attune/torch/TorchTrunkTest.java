package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.layers.FastLayers;
import attune.training.Batch;
import attune.training.SplitGraph;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The frozen lower part of a network, against the same computed by its own layers. */
class TorchTrunkTest {
    private static final double CLOSE = 2e-6;

    private final Room room = TestedDevice.room();

    @Test
    void picturesKeepTheirChannelsRowsAndColumns() {
        ComputationGraph network = PictureNetworks.FROZEN_BELOW.network();
        try (Batch batch = PictureNetworks.FROZEN_BELOW.batch(1)) {
            SplitGraph split = SplitGraph.at(network, "relu2", FastLayers::in);
            INDArray ours = split.trunk(batch.features(), null);
            INDArray theirs = onDevice(split, network).trunk(batch.features(), null);
            assertThat(theirs.shape()).isEqualTo(ours.shape()).hasSize(4);
            assertThat(theirs.sub(ours).amaxNumber().doubleValue()).isCloseTo(0, within(CLOSE));
        }
    }

    @Test
    void clipsKeepTheirFrames() {
        ComputationGraph network = TorchNetworks.FROZEN_BELOW.network();
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            SplitGraph split = SplitGraph.at(network, "lstm1", graph -> graph);
            INDArray ours = split.trunk(batch.features(), batch.featuresMask());
            INDArray theirs = onDevice(split, network).trunk(batch.features(), batch.featuresMask());
            assertThat(theirs.shape()).isEqualTo(ours.shape());
            int[] lengths = TorchNetworks.lengths();
            for (int clip = 0; clip < lengths.length; clip++) {
                INDArray difference = frames(ours, clip, lengths[clip]).sub(frames(theirs, clip, lengths[clip]));
                assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(CLOSE));
            }
        }
    }

    private SplitGraph onDevice(SplitGraph split, ComputationGraph network) {
        return split.trunkOn(trunk -> {
            try {
                Mirror mirror = Mirror.ofTrunk(trunk, network);
                TorchForward forward = new TorchForward(mirror, UnaryOperator.identity(), room, new Division(2));
                return Optional.of(forward::output);
            } catch (Mirror.NoMirrorException e) {
                throw new AssertionError(e);
            }
        });
    }

    private static INDArray frames(INDArray batch, int clip, int frames) {
        return batch.get(NDArrayIndex.point(clip), NDArrayIndex.all(), NDArrayIndex.interval(0, frames));
    }
}
