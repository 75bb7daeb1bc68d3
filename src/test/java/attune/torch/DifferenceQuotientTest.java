package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.AdamStep;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Libtorch's gradients against what the loss does when parameters change a little: forward passes in double precision alone, so
 * that no backward pass of anybody's is believed.
 */
class DifferenceQuotientTest {
    private static final int DIRECTIONS = 4;
    private static final long STEP = 3;

    /** Small enough for the loss to be straight, large enough for its change to have eight digits. */
    private static final double SHIFT = 1e-6;

    /** Of the gradient's norm, which a direction of normal numbers meets about once. */
    private static final double CLOSE = 1e-5;

    private final Room room = TestedDevice.room();

    @ParameterizedTest
    @EnumSource
    void clips(TorchNetworks kind) {
        requireGradient(kind.network(), kind.network(DataType.DOUBLE), TorchNetworks.batch(1, 0));
    }

    @ParameterizedTest
    @EnumSource
    void pictures(PictureNetworks kind) {
        requireGradient(kind.network(), kind.network(DataType.DOUBLE), kind.batch(1));
    }

    private void requireGradient(ComputationGraph floats, ComputationGraph doubles, Batch batch) {
        TrainedNetwork exact = new TrainedNetwork(InDoubles.withParametersOf(floats, doubles), Steps.Device.HOST);
        TrainedNetwork torch = new TrainedNetwork(floats, TrainedNetwork.torch(1, room));
        double norm = torch.steps.gradient(batch, STEP, Progress.SILENT).norm();
        torch.steps.take(1, 0, STEP);
        torch.steps.store();
        for (int number = 0; number < DIRECTIONS; number++) {
            List<INDArray> direction = direction(torch.learning, number);
            double slope = 0;
            for (int i = 0; i < direction.size(); i++) {
                INDArray momentum = torch.learning.layers().get(i).momentum().castTo(DataType.DOUBLE);
                slope += Nd4j.getBlasWrapper().dot(momentum, direction.get(i)) / (1 - AdamStep.BETA1);
            }
            double quotient =
                    (loss(exact, batch, direction, SHIFT) - loss(exact, batch, direction, -SHIFT)) / (2 * SHIFT);
            assertThat(slope).as("direction %d", number).isCloseTo(quotient, within(CLOSE * norm));
        }
    }

    /** A normal number for each parameter that learns. */
    private static List<INDArray> direction(Learning learning, int number) {
        SplittableRandom random = new RunSeed(9).stream("direction", number);
        List<INDArray> direction = new ArrayList<>();
        for (Learning.Layer layer : learning.layers()) {
            double[] values = new double[(int) layer.parameters().length()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextGaussian();
            }
            direction.add(Nd4j.createFromArray(values));
        }
        return direction;
    }

    /** The loss where parameters are moved; they are then moved back. */
    private static double loss(TrainedNetwork exact, Batch batch, List<INDArray> direction, double shift) {
        move(exact, direction, shift);
        try (Batch doubles = InDoubles.of(batch)) {
            return exact.steps.gradient(doubles, STEP, Progress.SILENT).loss();
        } finally {
            move(exact, direction, -shift);
        }
    }

    private static void move(TrainedNetwork network, List<INDArray> direction, double shift) {
        for (int i = 0; i < direction.size(); i++) {
            network.learning.layers().get(i).parameters().addi(direction.get(i).mul(shift));
        }
    }
}
