package attune.torch;

import attune.progress.Progress;
import attune.training.Batch;
import attune.training.Learning;
import attune.training.Steps;
import java.util.HashMap;
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

/** Training steps in libtorch: the network's mirror, its gradients, Adam and the mean of the weights. */
final class TorchSteps implements Steps {
    private final Mirror mirror;
    private final Learning learning;
    private final Room room;
    private final Division division;
    private final DeviceLayers layers;
    private int examples;

    /**
     * Steps from where the host's vectors are.
     *
     * @param mirror of the network that learns
     */
    TorchSteps(Mirror mirror, Learning learning, Room room, Division division) {
        this.mirror = mirror;
        this.learning = learning;
        this.room = room;
        this.division = division;
        this.layers = division.whole(() -> new DeviceLayers(mirror, learning, room));
    }

    @Override
    public Gradient gradient(Batch batch, long step, Progress progress) {
        Examples taken = Examples.of(batch.features(), batch.featuresMask());
        examples = taken.count();
        return division.run(
                mirror.isDivisible() ? examples : 1,
                parts -> room.compute(() -> gradient(taken, batch, step, parts)),
                parts -> progress.warn("the device's memory does not hold a batch of " + examples
                        + ": each is computed in " + parts + " parts from now on"));
    }

    private Gradient gradient(Examples taken, Batch batch, long step, int parts) {
        Tensor features = room.copy(taken.features(), taken.rows(), taken.size());
        layers.learners.forEach(learner -> learner.gradient().zero_());
        double losses = 0;
        for (int part = 0; part < parts; part++) {
            int from = examples * part / parts;
            int to = examples * (part + 1) / parts;
            try (PointerScope scope = new PointerScope()) { // a part's activations go before the next comes
                Pass pass = new Pass(room, Packing.of(taken.lengths(), from, to), taken.rows(), step);
                if (pass.packing.frames() > 0) {
                    losses += addGradient(pass.input(features, taken.shape()), batch, from, pass);
                }
            }
        }
        double squares = 0;
        for (DeviceLayers.Learner learner : layers.learners) {
            double norm = learner.gradient()
                    .norm(new ScalarOptional(new Scalar(2.0)), ScalarType.Double)
                    .item_double();
            squares += norm * norm;
        }
        return new Gradient(losses / examples, Math.sqrt(squares) / examples);
    }

    /** Adds the gradient of the sum over some examples, and returns their losses' sum. */
    private double addGradient(Tensor input, Batch batch, int from, Pass pass) {
        Map<String, Tensor> leaves = new HashMap<>();
        TensorVector learnt = new TensorVector();
        for (DeviceLayers.Learner learner : layers.learners) {
            Tensor leaf = learner.parameters().detach();
            leaf.set_requires_grad(true);
            leaves.put(learner.host().name(), leaf);
            learnt.push_back(leaf);
        }
        Tensor output = mirror.run(input, vertex -> layers.vector(vertex, leaves), pass);
        Objective.Losses losses = mirror.objective().losses(output, batch.labels(), from, pass);
        TensorVector gradients = torch.grad(
                new TensorVector(output),
                learnt,
                new TensorVector(losses.gradient()),
                new BoolOptional(),
                false,
                false);
        for (int i = 0; i < layers.learners.size(); i++) {
            layers.learners.get(i).gradient().add_(gradients.get(i));
        }
        layers.note(pass.statistics());
        return losses.sum();
    }

    @Override
    public void take(double scale, double rate, long step) {
        room.run(() -> layers.take(scale / examples, rate, step));
    }

    @Override
    public void average(long step) {
        Optional<Double> share = learning.newestShare(step);
        share.ifPresent(newest -> room.run(() -> layers.average(newest)));
    }

    @Override
    public void store() {
        room.run(layers::store);
    }

    @Override
    public void close() {
        layers.close();
    }
}
