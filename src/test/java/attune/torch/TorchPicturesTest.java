package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Networks that see pictures, against the same computed by their own layers, on oneDNN. */
class TorchPicturesTest {
    /** Single precision, of which both sides lose a few bits; a batch normalisation subtracts what is nearly equal. */
    private static final double CLOSE = 5e-6;

    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @EnumSource
    void oneStepsLossGradientsAndStatisticsAreThoseOfTheLayers(PictureNetworks kind) {
        TrainedNetwork host = new TrainedNetwork(kind.network(), Steps.Device.HOST);
        TrainedNetwork torch = torch(kind, 1);
        try (Batch batch = kind.batch(1)) {
            Steps.Gradient ours = host.steps.gradient(batch, 3, Progress.SILENT);
            Steps.Gradient theirs = torch.steps.gradient(batch, 3, Progress.SILENT);
            assertThat(theirs.loss()).isCloseTo(ours.loss(), within(CLOSE * ours.loss()));
            assertThat(theirs.norm()).isCloseTo(ours.norm(), within(CLOSE * ours.norm()));
        }
        host.take(3);
        torch.take(3);
        host.requireClose(torch, Learning.Layer::momentum, CLOSE);
        host.requireCloseStatistics(torch, Learning.Statistics::values, CLOSE);
    }

    @ParameterizedTest
    @EnumSource
    void manyStepsEndWhereTheLayersEnd(PictureNetworks kind) {
        TrainedNetwork host = new TrainedNetwork(kind.network(), Steps.Device.HOST);
        TrainedNetwork torch = torch(kind, 1);
        for (int step = 0; step < 10; step++) {
            try (Batch batch = kind.batch(step)) {
                host.gradientAndTake(batch, step);
                torch.gradientAndTake(batch, step);
            }
        }
        // Adam divides by the gradient's size, so that where it is next to nothing any difference counts fully.
        host.requireClose(torch, Learning.Layer::parameters, 1e-4);
        host.requireClose(torch, layer -> Objects.requireNonNull(layer.mean()), 1e-4);
        host.requireCloseStatistics(torch, Learning.Statistics::values, 1e-4);
        host.requireCloseStatistics(torch, running -> Objects.requireNonNull(running.mean()), 1e-4);
    }

    @ParameterizedTest
    @EnumSource
    void outputIsThatOfTheLayers(PictureNetworks kind) throws Exception {
        requireOutputOfTheLayers(kind, 1);
        requireOutputOfTheLayers(kind, 4);
    }

    private void requireOutputOfTheLayers(PictureNetworks kind, int parts) throws Exception {
        ComputationGraph network = kind.network();
        try (Batch batch = kind.batch(1)) {
            INDArray ours = network.outputSingle(batch.features());
            INDArray theirs =
                    new TorchForward(Mirror.of(network), room, new Division(parts)).pictures(batch.features());
            assertThat(theirs.shape()).isEqualTo(ours.shape());
            assertThat(theirs.sub(ours).amaxNumber().doubleValue()).isCloseTo(0, within(2e-6));
        }
    }

    @Test
    void aBatchThatIsNotNormalisedAsAWholeIsDivided() {
        TrainedNetwork whole = torch(PictureNetworks.HEAD, 1);
        TrainedNetwork divided = torch(PictureNetworks.HEAD, 4);
        try (Batch batch = PictureNetworks.HEAD.batch(1)) {
            double loss = whole.steps.gradient(batch, 3, Progress.SILENT).loss();
            assertThat(divided.steps.gradient(batch, 3, Progress.SILENT).loss()).isCloseTo(loss, within(CLOSE));
        }
        whole.take(3);
        divided.take(3);
        whole.requireClose(divided, Learning.Layer::momentum, CLOSE);
    }

    @Test
    void aBatchThatIsNormalisedAsAWholeIsNot() throws Exception {
        assertThat(Mirror.of(PictureNetworks.RESIDUAL.network()).isDivisible()).isFalse();
        assertThat(Mirror.of(PictureNetworks.STATISTICS_FOLLOW_BELOW.network()).isDivisible())
                .isFalse();
        TrainedNetwork whole = torch(PictureNetworks.RESIDUAL, 1);
        TrainedNetwork undivided = torch(PictureNetworks.RESIDUAL, 4);
        try (Batch batch = PictureNetworks.RESIDUAL.batch(1)) {
            assertThat(undivided.steps.gradient(batch, 3, Progress.SILENT))
                    .isEqualTo(whole.steps.gradient(batch, 3, Progress.SILENT));
        }
    }

    private TrainedNetwork torch(PictureNetworks kind, int parts) {
        return new TrainedNetwork(kind.network(), TrainedNetwork.torch(parts, room));
    }
}
