package attune.training;

import attune.progress.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Steps taken by DL4J's own backward pass, in the host's vectors themselves. */
final class GraphSteps implements Steps {
    private final ComputationGraph graph;
    private final Learning learning;
    private long examples;

    GraphSteps(ComputationGraph graph, Learning learning) {
        this.graph = graph;
        this.learning = learning;
    }

    @Override
    public Gradient gradient(Batch batch, long step, Progress progress) {
        graph.setInput(0, batch.features());
        graph.setLabels(batch.labels());
        INDArray mask = batch.featuresMask();
        graph.setLayerMaskArrays(mask == null ? null : new INDArray[] {mask}, null);
        graph.getConfiguration().setIterationCount(Math.toIntExact(step));
        graph.computeGradientAndScore();
        graph.clearLayerMaskArrays();
        graph.clear();
        examples = batch.features().size(0);
        // DL4J gives the gradient of the sum over the batch.
        return new Gradient(graph.score(), learning.optimizer().gradientNorm() / examples);
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
