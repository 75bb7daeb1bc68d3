package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.training.Batch;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Against the network's own layers, on oneDNN. */
class TorchForwardTest {
    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @EnumSource
    void outputIsThatOfTheLayers(TorchNetworks kind) throws Exception {
        requireOutputOfTheLayers(kind, 1);
    }

    @ParameterizedTest
    @EnumSource
    void aDividedBatchGivesTheSameOutput(TorchNetworks kind) throws Exception {
        requireOutputOfTheLayers(kind, 3);
    }

    private void requireOutputOfTheLayers(TorchNetworks kind, int parts) throws Exception {
        ComputationGraph network = kind.network();
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            INDArray mask = Objects.requireNonNull(batch.featuresMask());
            INDArray ours = network.output(false, new INDArray[] {batch.features()}, new INDArray[] {mask})[0];
            INDArray theirs = forward(network, parts).clips(batch.features(), mask);
            assertThat(theirs.shape()).isEqualTo(ours.shape());
            int[] lengths = TorchNetworks.lengths();
            for (int clip = 0; clip < lengths.length; clip++) {
                INDArray difference = clip(ours, clip, lengths[clip]).sub(clip(theirs, clip, lengths[clip]));
                assertThat(difference.amaxNumber().doubleValue()).isCloseTo(0, within(2e-6));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aClipAloneGivesWhatItGivesInABatch(TorchNetworks kind) throws Exception {
        TorchForward forward = forward(kind.network(), 1);
        try (Batch batch = TorchNetworks.batch(1, 7)) {
            INDArray mask = Objects.requireNonNull(batch.featuresMask());
            INDArray together = forward.clips(batch.features(), mask);
            int[] lengths = TorchNetworks.lengths();
            for (int clip = 0; clip < lengths.length; clip++) {
                INDArray alone = forward.clips(
                        clip(batch.features(), clip, lengths[clip]).dup(),
                        clip(mask.reshape(lengths.length, 1, -1), clip, lengths[clip])
                                .reshape(1, lengths[clip]));
                double difference = alone.sub(clip(together, clip, lengths[clip]))
                        .amaxNumber()
                        .doubleValue();
                assertThat(difference).isCloseTo(0, within(2e-6));
            }
        }
    }

    private TorchForward forward(ComputationGraph network, int parts) throws Mirror.NoMirrorException {
        return new TorchForward(Mirror.of(network), room, new Division(parts));
    }

    /** One clip's frames, [1 × size × frame]. */
    private static INDArray clip(INDArray batch, int clip, int frames) {
        return batch.get(NDArrayIndex.interval(clip, clip + 1), NDArrayIndex.all(), NDArrayIndex.interval(0, frames));
    }
}
