package attune.torch;

import static org.assertj.core.api.Assertions.assertThat;

import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.LearningRate;
import attune.training.Steps;
import attune.training.TrainingPlan;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A network in training, to be compared with another one that is trained elsewhere. */
final class TrainedNetwork {
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

    final Learning learning;
    final Steps steps;

    TrainedNetwork(ComputationGraph network, Steps.Device device) {
        learning = new Learning(network, PLAN, 40);
        steps = device.begin(network, learning);
    }

    /** Libtorch's steps in a number of parts. */
    static Steps.Device torch(int parts, Room room) {
        return (graph, learning) -> {
            try {
                return new TorchSteps(Mirror.of(graph), learning, room, new Division(parts));
            } catch (Mirror.NoMirrorException e) {
                throw new AssertionError(e);
            }
        };
    }

    void take(long step) {
        steps.take(0.7, RATE, step);
        steps.average(step);
        steps.store();
    }

    void gradientAndTake(Batch batch, long step) {
        steps.gradient(batch, step, Progress.SILENT);
        take(step);
    }

    /** Compares a vector of each layer that learns with the other's, in the norm of their difference. */
    void requireClose(TrainedNetwork other, OfLayer vector, double relative) {
        for (int i = 0; i < learning.layers().size(); i++) {
            Learning.Layer layer = learning.layers().get(i);
            requireClose(
                    layer.name(),
                    vector.of(layer),
                    vector.of(other.learning.layers().get(i)),
                    relative);
        }
    }

    /** Compares running statistics. */
    void requireCloseStatistics(TrainedNetwork other, OfStatistics vector, double relative) {
        assertThat(other.learning.statistics()).hasSameSizeAs(learning.statistics());
        for (int i = 0; i < learning.statistics().size(); i++) {
            Learning.Statistics running = learning.statistics().get(i);
            requireClose(
                    running.name(),
                    vector.of(running),
                    vector.of(other.learning.statistics().get(i)),
                    relative);
        }
    }

    private static void requireClose(String name, INDArray ours, INDArray theirs, double relative) {
        double size = norm(ours);
        assertThat(size).as(name).isPositive();
        assertThat(norm(ours.castTo(DataType.DOUBLE).sub(theirs.castTo(DataType.DOUBLE))))
                .as(name)
                .isLessThanOrEqualTo(relative * size);
    }

    private static double norm(INDArray vector) {
        return vector.norm2Number().doubleValue();
    }

    interface OfLayer {
        INDArray of(Learning.Layer layer);
    }

    interface OfStatistics {
        INDArray of(Learning.Statistics statistics);
    }
}
