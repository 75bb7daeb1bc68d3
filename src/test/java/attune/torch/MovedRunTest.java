package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.training.Batch;
import attune.training.Batches;
import attune.training.Learning;
import attune.training.LearningRate;
import attune.training.Scorer;
import attune.training.Steps;
import attune.training.Trainer;
import attune.training.TrainingPlan;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A run whose checkpoints are read on another device than wrote them. */
class MovedRunTest {
    private static final TrainingPlan PLAN = new TrainingPlan(
            3, new LearningRate(0.01, 0.1, 0.02), 1, 0.02, 0, Duration.ofHours(1), 0.5, Map.of(), 0, 0, Set.of(), 0);

    /** Single precision, over twelve steps of Adam. */
    private static final double CLOSE = 1e-5;

    @TempDir
    Path folder;

    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @EnumSource
    void thereAndBackEndsWhereStayingEnds(TorchNetworks kind) {
        ComputationGraph stayed = kind.network();
        Trainer.Outcome outcome = trainer(stayed, "stayed", Steps.Device.HOST).run(Progress.SILENT, report -> {});

        stopAfter(5, trainer(kind.network(), "moved", Steps.Device.HOST));
        stopAfter(4, trainer(kind.network(), "moved", this::torch)); // in the middle of an epoch each time
        ComputationGraph moved = kind.network();
        Trainer.Outcome other = trainer(moved, "moved", Steps.Device.HOST).run(Progress.SILENT, report -> {});

        assertThat(other.bestEpoch()).isEqualTo(outcome.bestEpoch());
        assertThat(other.bestScore()).isCloseTo(outcome.bestScore(), within(CLOSE));
        requireClose(stayed.params(), moved.params());
    }

    @Test
    void aWholeRunOnTheDeviceEndsWhereTheLayersEnd() {
        ComputationGraph host = TorchNetworks.BOTH_WAYS.network();
        ComputationGraph device = TorchNetworks.BOTH_WAYS.network();
        trainer(host, "host", Steps.Device.HOST).run(Progress.SILENT, report -> {});
        trainer(device, "device", this::torch).run(Progress.SILENT, report -> {});
        requireClose(host.params(), device.params());
    }

    private static void requireClose(INDArray expected, INDArray actual) {
        double size = expected.norm2Number().doubleValue();
        assertThat(expected.sub(actual).norm2Number().doubleValue() / size).isCloseTo(0, within(CLOSE));
    }

    private static void stopAfter(int batches, Trainer trainer) {
        int[] left = {batches};
        Progress stopping = new Progress() {
            @Override
            public boolean stopRequested() {
                return --left[0] <= 0;
            }
        };
        assertThatThrownBy(() -> trainer.run(stopping, report -> {})).isInstanceOf(StoppedException.class);
    }

    private Trainer trainer(ComputationGraph network, String name, Steps.Device device) {
        return new Trainer(network, PLAN, new FourBatches(), MovedRunTest::score, folder.resolve(name), device);
    }

    private Steps torch(ComputationGraph graph, Learning learning) {
        try {
            return new TorchSteps(Mirror.of(graph), learning, room, new Division(1));
        } catch (Mirror.NoMirrorException e) {
            throw new AssertionError(e);
        }
    }

    /** The mean absolute parameter, which every step changes. */
    private static Scorer.Score score(ComputationGraph network) {
        return new Scorer.Score(-network.params().norm1Number().doubleValue() / network.numParams(), "");
    }

    private static final class FourBatches implements Batches {
        @Override
        public int perEpoch() {
            return 4;
        }

        @Override
        public Batch get(int epoch, int index) {
            return TorchNetworks.batch(4L * epoch + index, 0);
        }
    }
}
