package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.LearningRate;
import attune.training.Steps;
import attune.training.TrainingPlan;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Against the same steps taken by the network's own layers, on oneDNN. */
class TorchStepsTest {
    /** Single precision, of which both sides lose a few bits in other places. */
    private static final double CLOSE = 1e-6;

    private static final double RATE = 0.01;
    private static final TrainingPlan PLAN = new TrainingPlan(
            4,
            new LearningRate(RATE, 0.1, 0),
            1,
            0.02,
            0,
            Duration.ofHours(1),
            0.5,
            Map.of("output", 2.0),
            0,
            0.3,
            Set.of("lstm2"),
            0);

    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @MethodSource("kindsAndProducts")
    void oneStepsLossAndGradientsAreThoseOfTheLayers(TorchNetworks kind, Precision products) {
        double close = bound(products);
        One host = new One(kind, Steps.Device.HOST);
        One torch = new One(kind, torch(1, TestedDevice.room(products)));
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            Steps.Gradient ours = host.steps.gradient(batch, 3, Progress.SILENT);
            Steps.Gradient theirs = torch.steps.gradient(batch, 3, Progress.SILENT);
            assertThat(theirs.loss()).isCloseTo(ours.loss(), within(close * ours.loss()));
            assertThat(theirs.norm()).isCloseTo(ours.norm(), within(close * ours.norm()));
        }
        // After the first step Adam's mean of the gradient is a tenth of it.
        host.take(3);
        torch.take(3);
        host.requireClose(torch, Learning.Layer::momentum, close);
    }

    static Stream<Arguments> kindsAndProducts() {
        return Arrays.stream(TorchNetworks.values())
                .flatMap(kind -> Arrays.stream(Precision.values()).map(products -> Arguments.of(kind, products)));
    }

    /** A number has 24, 11 or 8 bits; a gradient loses a few to what it goes through. */
    private static double bound(Precision products) {
        return switch (products) {
            case FLOAT -> CLOSE;
            case TF32 -> 2e-3;
            case BF16 -> 2e-2;
        };
    }

    @ParameterizedTest
    @EnumSource
    void bfloat16IsWhatRounds(TorchNetworks kind) {
        One exact = new One(kind, torch(1));
        One rounded = new One(kind, torch(1, TestedDevice.room(Precision.BF16)));
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            double norm = exact.steps.gradient(batch, 3, Progress.SILENT).norm();
            assertThat(rounded.steps.gradient(batch, 3, Progress.SILENT).norm())
                    .isNotCloseTo(norm, within(CLOSE * norm));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyStepsEndWhereTheLayersEnd(TorchNetworks kind) {
        One host = new One(kind, Steps.Device.HOST);
        One torch = new One(kind, torch(1));
        for (int step = 0; step < 20; step++) {
            host.gradientAndTake(step);
            torch.gradientAndTake(step);
        }
        // Adam divides by the gradient's size, so that where it is next to nothing any difference counts fully.
        host.requireClose(torch, Learning.Layer::parameters, 1e-5);
        host.requireClose(torch, layer -> Objects.requireNonNull(layer.mean()), 1e-5);
        host.requireClose(torch, Learning.Layer::square, 1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void aDividedBatchGivesTheSameGradient(TorchNetworks kind) {
        One whole = new One(kind, torch(1));
        One divided = new One(kind, torch(3));
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            double loss = whole.steps.gradient(batch, 3, Progress.SILENT).loss();
            assertThat(divided.steps.gradient(batch, 3, Progress.SILENT).loss()).isCloseTo(loss, within(CLOSE));
        }
        whole.take(3);
        divided.take(3);
        whole.requireClose(divided, Learning.Layer::momentum, CLOSE);
    }

    @ParameterizedTest
    @EnumSource
    void whatPaddingHoldsChangesNoBit(TorchNetworks kind) {
        One zeros = new One(kind, torch(1));
        One others = new One(kind, torch(1));
        try (Batch clean = TorchNetworks.batch(1, 0);
                Batch dirty = TorchNetworks.batch(1, 1e3f)) {
            assertThat(others.steps.gradient(dirty, 0, Progress.SILENT))
                    .isEqualTo(zeros.steps.gradient(clean, 0, Progress.SILENT));
        }
        zeros.take(0);
        others.take(0);
        zeros.requireClose(others, Learning.Layer::momentum, 0);
    }

    private Steps.Device torch(int parts) {
        return torch(parts, room);
    }

    private static Steps.Device torch(int parts, Room room) {
        return (graph, learning) -> {
            try {
                return new TorchSteps(graph, Mirror.of(graph), learning, room, new Division(parts));
            } catch (Mirror.NoMirrorException e) {
                throw new AssertionError(e);
            }
        };
    }

    /** A network in training. */
    private static final class One {
        private final Learning learning;
        private final Steps steps;

        One(TorchNetworks kind, Steps.Device device) {
            ComputationGraph network = kind.network();
            learning = new Learning(network, PLAN, 40);
            steps = device.begin(network, learning);
        }

        void take(long step) {
            steps.take(0.7, RATE, step);
            steps.average(step);
            steps.store();
        }

        void gradientAndTake(long step) {
            try (Batch batch = TorchNetworks.batch(step, 0)) {
                steps.gradient(batch, step, Progress.SILENT);
            }
            take(step);
        }

        void requireClose(One other, Vector vector, double relative) {
            for (int i = 0; i < learning.layers().size(); i++) {
                Learning.Layer layer = learning.layers().get(i);
                INDArray ours = vector.of(layer);
                INDArray theirs = vector.of(other.learning.layers().get(i));
                double difference = ours.sub(theirs).norm2Number().doubleValue();
                double size = ours.norm2Number().doubleValue();
                assertThat(size).as(layer.name()).isPositive();
                assertThat(difference).as(layer.name()).isLessThanOrEqualTo(relative * size);
            }
        }
    }

    private interface Vector {
        INDArray of(Learning.Layer layer);
    }
}
