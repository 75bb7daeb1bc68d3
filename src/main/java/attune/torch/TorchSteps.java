package attune.torch;

import attune.ctc.CtcLosses;
import attune.layers.CtcOutputLayer;
import attune.progress.Progress;
import attune.training.AdamStep;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Training steps in libtorch: the network's mirror, its gradients, Adam and the mean of the weights. The CTC losses are
 * ours, on the host: logits come down, their gradient goes up.
 */
final class TorchSteps implements Steps {
    private final Mirror mirror;
    private final Learning learning;
    private final CtcOutputLayer output;
    private final Room room;
    private final List<Learner> learners = new ArrayList<>();
    /** The vectors of the layers, those that learn and those that do not, by vertex. */
    private final Map<String, Tensor> parameters = new HashMap<>();

    private final Division division;
    private int examples;

    /** A layer that learns, on the device. */
    private record Learner(
            Learning.Layer host,
            Tensor parameters,
            Tensor momentum,
            Tensor square,
            Tensor gradient,
            @Nullable Tensor anchor,
            @Nullable Tensor mean) {

        static Learner of(Learning.Layer host, Room room) {
            INDArray anchor = host.anchor();
            INDArray mean = host.mean();
            long length = host.parameters().length();
            return new Learner(
                    host,
                    room.copy(host.parameters(), length),
                    room.copy(host.momentum(), length),
                    room.copy(host.square(), length),
                    room.zeros(length),
                    anchor == null ? null : room.copy(anchor, length),
                    mean == null ? null : room.copy(mean, length));
        }

        void store() {
            Room.fetch(parameters, host.parameters());
            Room.fetch(momentum, host.momentum());
            Room.fetch(square, host.square());
            INDArray into = host.mean();
            if (into != null && mean != null) {
                Room.fetch(mean, into);
            }
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

        void close() {
            for (Tensor tensor : new Tensor[] {parameters, momentum, square, gradient, anchor, mean}) {
                if (tensor != null) {
                    tensor.close();
                }
            }
        }
    }

    /**
     * Steps from where the host's vectors are.
     *
     * @param graph that the mirror is of; ends in a CTC output
     */
    TorchSteps(ComputationGraph graph, Mirror mirror, Learning learning, Room room, Division division) {
        this.mirror = mirror;
        this.learning = learning;
        this.output = Mirror.output(graph).orElseThrow();
        this.room = room;
        this.division = division;
        division.whole(this::copyUp);
    }

    /** Brings the host's vectors here. */
    private void copyUp() {
        learning.layers().forEach(layer -> learners.add(Learner.of(layer, room)));
        learners.forEach(learner -> parameters.put(learner.host.name(), learner.parameters));
        for (Mirror.Vertex vertex : mirror.vertices()) {
            INDArray frozen = vertex.parameters();
            if (frozen != null && !parameters.containsKey(vertex.name())) {
                parameters.put(vertex.name(), room.copy(frozen, frozen.length()));
            }
        }
    }

    @Override
    public Gradient gradient(Batch batch, long step, Progress progress) {
        Utterances utterances = Utterances.of(batch);
        examples = utterances.lengths().length;
        return division.run(
                examples,
                parts -> room.compute(() -> gradient(utterances, step, parts)),
                parts -> progress.warn("the device's memory does not hold a batch of " + examples
                        + ": each is computed in " + parts + " parts from now on"));
    }

    private Gradient gradient(Utterances batch, long step, int parts) {
        Tensor features = room.copy(batch.features(), batch.rows(), batch.size());
        learners.forEach(learner -> learner.gradient.zero_());
        double losses = 0;
        for (int part = 0; part < parts; part++) {
            int from = examples * part / parts;
            int to = examples * (part + 1) / parts;
            try (PointerScope scope = new PointerScope()) { // a part's activations go before the next comes
                Pass pass = new Pass(room, Packing.of(batch.lengths(), from, to), batch.rows(), step);
                losses += addGradient(features, batch, from, pass);
            }
        }
        double squares = 0;
        for (Learner learner : learners) {
            double norm = learner.gradient
                    .norm(new ScalarOptional(new Scalar(2.0)), ScalarType.Double)
                    .item_double();
            squares += norm * norm;
        }
        return new Gradient(losses / examples, Math.sqrt(squares) / examples);
    }

    /** Adds the gradient of the sum over some utterances, and returns their losses' sum. */
    private double addGradient(Tensor features, Utterances batch, int from, Pass pass) {
        if (pass.packing.frames() == 0) {
            return 0;
        }
        Map<String, Tensor> leaves = new HashMap<>(parameters);
        TensorVector learnt = new TensorVector();
        for (Learner learner : learners) {
            Tensor leaf = learner.parameters.detach();
            leaf.set_requires_grad(true);
            leaves.put(learner.host.name(), leaf);
            learnt.push_back(leaf);
        }
        Tensor logits = mirror.run(pass.pack(features), vertex -> vector(leaves, vertex), pass);
        float[] values = Room.values(pass.unpack(logits.detach()));
        float[] up = new float[values.length];
        int to = from + pass.packing.utterances();
        double[] losses = new CtcLosses(
                        Arrays.copyOfRange(batch.lengths(), from, to),
                        Arrays.copyOfRange(batch.transcripts(), from, to),
                        (int) output.getNOut(),
                        output.getBlank())
                .perLabel(values, up);
        Tensor outer = room.copy(up, values.length / output.getNOut(), output.getNOut())
                .index_select(0, pass.places);
        TensorVector gradients =
                torch.grad(new TensorVector(logits), learnt, new TensorVector(outer), new BoolOptional(), false, false);
        for (int i = 0; i < learners.size(); i++) {
            learners.get(i).gradient.add_(gradients.get(i));
        }
        return Arrays.stream(losses).sum();
    }

    private Tensor vector(Map<String, Tensor> vectors, Mirror.Vertex vertex) {
        Tensor vector = vectors.get(vertex.name());
        return vector == null ? room.zeros(0) : vector;
    }

    @Override
    public void take(double scale, double rate, long step) {
        room.run(() -> learners.forEach(learner -> learner.take(learner.host.step(scale / examples, rate, step))));
    }

    @Override
    public void average(long step) {
        Optional<Double> share = learning.newestShare(step);
        if (share.isPresent()) {
            room.run(() -> {
                for (Learner learner : learners) {
                    if (learner.mean != null) {
                        learner.mean
                                .mul_(new Scalar(1 - share.get()))
                                .add_(learner.parameters, new Scalar(share.get()));
                    }
                }
            });
        }
    }

    @Override
    public void store() {
        room.run(() -> learners.forEach(Learner::store));
    }

    @Override
    public void close() {
        learners.forEach(Learner::close);
        learners.forEach(learner -> parameters.remove(learner.host.name()));
        parameters.values().forEach(Tensor::close);
    }
}
