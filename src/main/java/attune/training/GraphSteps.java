package attune.training;

import attune.progress.Progress;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps taken by DL4J's own backward pass, in the host's vectors themselves. */
final class GraphSteps implements Steps {
    private final ComputationGraph graph;
    private final Learning learning;
    private final Replica replica;
    private double examples;

    GraphSteps(ComputationGraph graph, Learning learning, Replica replica) {
        this.graph = graph;
        this.learning = learning;
        this.replica = replica;
    }

    @Override
    public Gradient gradient(Batch batch, long step, Progress progress) {
        double loss = backward(batch, step);
        if (!replica.isAlone() && !replica.inBlocks()) {
            loss = addUp(loss, progress);
        }
        // DL4J gives the gradient of the sum over the batch.
        return new Gradient(loss, learning.optimizer().gradientNorm() / examples);
    }

    /** Computes the gradient of this rank's examples; returns their mean loss. */
    private double backward(Batch batch, long step) {
        examples = batch.isEmpty() ? 0 : batch.features().size(0);
        if (batch.isEmpty()) {
            gradients().forEach(gradient -> gradient.assign(0));
            return 0;
        }
        graph.setInput(0, batch.features());
        graph.setLabels(batch.labels());
        INDArray mask = batch.featuresMask();
        graph.setLayerMaskArrays(mask == null ? null : new INDArray[] {mask}, null);
        graph.getConfiguration().setIterationCount(Math.toIntExact(step));
        graph.computeGradientAndScore();
        graph.clearLayerMaskArrays();
        graph.clear();
        return graph.score();
    }

    /** Makes the gradient that of all ranks' examples; returns the mean loss of these. */
    private double addUp(double loss, Progress progress) {
        double own = examples;
        List<INDArray> changes = learning.optimizer().statisticsChanges();
        changes.forEach(change -> change.muli(own));
        double[] sums = replica.sum(gradients(), progress, own, loss * own);
        examples = sums[0];
        changes.forEach(change -> change.divi(examples));
        return sums[1] / examples;
    }

    private List<INDArray> gradients() {
        AdamW optimizer = learning.optimizer();
        return Stream.concat(optimizer.gradients().stream(), optimizer.statisticsChanges().stream())
                .toList();
    }

    @Override
    public void take(double scale, double rate, long step) {
        learning.optimizer().step(scale / examples, rate, step);
    }

    @Override
    public void average(long step) {
        learning.mean().ifPresent(mean -> mean.follow(step));
    }

    @Override
    public void store() {
        // They are never anywhere else.
    }

    @Override
    public void close() {
        // The graph is the caller's.
    }
}
