package attune.torch;

import attune.training.AdamStep;
import attune.training.Learning;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The vectors of a network's layers on the device while it is trained: what learns, running statistics, and the rest. */
final class DeviceLayers implements AutoCloseable {
    final List<Learner> learners = new ArrayList<>();
    private final Map<String, Running> statistics = new HashMap<>();
    /** The vectors of the layers that do not learn, by vertex. The end of one that has running statistics is out of date. */
    private final Map<String, Tensor> frozen = new HashMap<>();

    private final Room room;

    /** A layer that learns. */
    record Learner(
            Learning.Layer host,
            Tensor parameters,
            Tensor momentum,
            Tensor square,
            Tensor gradient,
            @Nullable Tensor anchor,
            @Nullable Tensor mean) {

        static Learner of(Learning.Layer host, Room room) {
            long length = host.parameters().length();
            return new Learner(
                    host,
                    room.copy(host.parameters(), length),
                    room.copy(host.momentum(), length),
                    room.copy(host.square(), length),
                    room.zeros(length),
                    copy(host.anchor(), room),
                    copy(host.mean(), room));
        }

        void store() {
            Room.fetch(parameters, host.parameters());
            Room.fetch(momentum, host.momentum());
            Room.fetch(square, host.square());
            fetch(mean, host.mean());
        }

        /** The formula that {@link AdamStep} describes. */
        void take(AdamStep step) {
            gradient.mul_(new Scalar(step.gradientScale()));
            momentum.mul_(new Scalar(AdamStep.BETA1)).add_(gradient, new Scalar(1 - AdamStep.BETA1));
            square.mul_(new Scalar(AdamStep.BETA2)).addcmul_(gradient, gradient, new Scalar(1 - AdamStep.BETA2));
            if (anchor == null) {
                parameters.mul_(new Scalar(step.kept()));
            } else {
                parameters.sub_(anchor).mul_(new Scalar(step.kept())).add_(anchor);
            }
            parameters.addcdiv_(
                    momentum, square.sqrt().add_(new Scalar(AdamStep.EPSILON)), new Scalar(-step.correctedRate()));
        }

        void each(Consumer<Tensor> action) {
            for (Tensor tensor : new Tensor[] {parameters, momentum, square, gradient, anchor, mean}) {
                if (tensor != null) {
                    action.accept(tensor);
                }
            }
        }
    }

    /**
     * A layer's running statistics.
     *
     * @param next what they become if the step is taken
     */
    private record Running(
            Learning.Statistics host,
            Tensor values,
            Tensor next,
            @Nullable Tensor mean) {
        static Running of(Learning.Statistics host, Room room) {
            long length = host.values().length();
            return new Running(
                    host, room.copy(host.values(), length), room.copy(host.values(), length), copy(host.mean(), room));
        }

        void store() {
            Room.fetch(values, host.values());
            fetch(mean, host.mean());
        }

        void each(Consumer<Tensor> action) {
            action.accept(values);
            action.accept(next);
            if (mean != null) {
                action.accept(mean);
            }
        }
    }

    /** Copies the host's vectors. */
    DeviceLayers(Mirror mirror, Learning learning, Room room) {
        this.room = room;
        learning.layers().forEach(layer -> learners.add(Learner.of(layer, room)));
        learning.statistics().forEach(running -> statistics.put(running.name(), Running.of(running, room)));
        for (Mirror.Vertex vertex : mirror.vertices()) {
            INDArray parameters = vertex.parameters();
            boolean learns =
                    learners.stream().anyMatch(learner -> learner.host.name().equals(vertex.name()));
            if (parameters != null && !learns) {
                frozen.put(vertex.name(), room.copy(parameters, parameters.length()));
            }
        }
    }

    private static @Nullable Tensor copy(@Nullable INDArray host, Room room) {
        return host == null ? null : room.copy(host, host.length());
    }

    private static void fetch(@Nullable Tensor from, @Nullable INDArray into) {
        if (from != null && into != null) {
            Room.fetch(from, into);
        }
    }

    /**
     * A vertex's vector for a pass.
     *
     * @param leaves those of the layers that learn, by which gradients are taken
     */
    Tensor vector(Mirror.Vertex vertex, Map<String, Tensor> leaves) {
        Tensor vector = leaves.containsKey(vertex.name()) ? leaves.get(vertex.name()) : frozen.get(vertex.name());
        Running running = statistics.get(vertex.name());
        INDArray host = vertex.parameters();
        if (vector == null || host == null) {
            return room.zeros(0);
        }
        if (running == null) {
            return vector;
        }
        long weights = host.length() - running.values.numel();
        return torch.cat(new TensorVector(vector.narrow(0, 0, weights), running.values), 0);
    }

    /** Keeps what running statistics become if the step is taken. */
    void note(Map<String, Tensor> next) {
        next.forEach((layer, values) -> {
            Running running = statistics.get(layer);
            if (running != null) {
                running.next.copy_(values);
            }
        });
    }

    /** Takes a step of everything that learns or follows. */
    void take(double scale, double rate, long step) {
        learners.forEach(learner -> learner.take(learner.host.step(scale, rate, step)));
        statistics.values().forEach(running -> running.values.copy_(running.next));
    }

    /** Gives the newest values a share in the means. */
    void average(double share) {
        learners.forEach(learner -> average(learner.mean, learner.parameters, share));
        statistics.values().forEach(running -> average(running.mean, running.values, share));
    }

    private static void average(@Nullable Tensor mean, Tensor newest, double share) {
        if (mean != null) {
            mean.mul_(new Scalar(1 - share)).add_(newest, new Scalar(share));
        }
    }

    /** Brings everything that changed into the host's vectors. */
    void store() {
        learners.forEach(Learner::store);
        statistics.values().forEach(Running::store);
    }

    @Override
    public void close() {
        learners.forEach(learner -> learner.each(Tensor::close));
        statistics.values().forEach(running -> running.each(Tensor::close));
        frozen.values().forEach(Tensor::close);
    }
}
