package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the same steps taken by the network's own layers, on oneDNN. */
class TorchStepsTest {
    /** Single precision, of which both sides lose a few bits in other places. */
    private static final double CLOSE = 1e-6;

    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @MethodSource("kindsAndProducts")
    void oneStepsLossAndGradientsAreThoseOfTheLayers(TorchNetworks kind, Precision products) {
        double close = bound(products);
        TrainedNetwork host = new TrainedNetwork(kind.network(), Steps.Device.HOST);
        TrainedNetwork torch = torch(kind, 1, TestedDevice.room(products));
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
        TrainedNetwork exact = torch(kind, 1, room);
        TrainedNetwork rounded = torch(kind, 1, TestedDevice.room(Precision.BF16));
        try (Batch batch = TorchNetworks.batch(1, 0)) {
            double norm = exact.steps.gradient(batch, 3, Progress.SILENT).norm();
            assertThat(rounded.steps.gradient(batch, 3, Progress.SILENT).norm())
                    .isNotCloseTo(norm, within(CLOSE * norm));
        }
    }

    @ParameterizedTest
    @EnumSource
    void manyStepsEndWhereTheLayersEnd(TorchNetworks kind) {
        TrainedNetwork host = new TrainedNetwork(kind.network(), Steps.Device.HOST);
        TrainedNetwork torch = torch(kind, 1, room);
        for (int step = 0; step < 20; step++) {
            try (Batch batch = TorchNetworks.batch(step, 0)) {
                host.gradientAndTake(batch, step);
                torch.gradientAndTake(batch, step);
            }
        }
        // Adam divides by the gradient's size, so that where it is next to nothing any difference counts fully.
        host.requireClose(torch, Learning.Layer::parameters, 1e-5);
        host.requireClose(torch, layer -> Objects.requireNonNull(layer.mean()), 1e-5);
        host.requireClose(torch, Learning.Layer::square, 1e-5);
    }

    @ParameterizedTest
    @EnumSource
    void aDividedBatchGivesTheSameGradient(TorchNetworks kind) {
        TrainedNetwork whole = torch(kind, 1, room);
        TrainedNetwork divided = torch(kind, 3, room);
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
        TrainedNetwork zeros = torch(kind, 1, room);
        TrainedNetwork others = torch(kind, 1, room);
        try (Batch clean = TorchNetworks.batch(1, 0);
                Batch dirty = TorchNetworks.batch(1, 1e3f)) {
            assertThat(others.steps.gradient(dirty, 0, Progress.SILENT))
                    .isEqualTo(zeros.steps.gradient(clean, 0, Progress.SILENT));
        }
        zeros.take(0);
        others.take(0);
        zeros.requireClose(others, Learning.Layer::momentum, 0);
    }

    private static TrainedNetwork torch(TorchNetworks kind, int parts, Room room) {
        return new TrainedNetwork(kind.network(), TrainedNetwork.torch(parts, room));
    }
}
