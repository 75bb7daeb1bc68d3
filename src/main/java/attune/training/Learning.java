package attune.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What training changes, in the host's vectors: the parameters of the layers that learn, Adam's moments, the mean of the
 * weights, and running statistics. Checkpoints hold just this.
 */
public final class Learning {
    private final AdamW optimizer;
    private final Optional<WeightMean> mean;

    /**
     * The vectors at the start of a plan.
     *
     * @param graph what learns; its parameters are the graph's own memory
     * @param plan how it learns
     * @param steps number of steps of the whole plan
     */
    public Learning(ComputationGraph graph, TrainingPlan plan, long steps) {
        this.optimizer = new AdamW(graph, plan.weightDecay(), plan.pull(), plan.rateFactors());
        this.mean = plan.averagedPart() == 0
                ? Optional.empty()
                : Optional.of(new WeightMean(optimizer.parameters(), plan.averagedPart() * steps));
    }

    /**
     * A layer that learns. The vectors are flat, of one length, and the host's own: writing to them changes the network.
     *
     * @param name the layer's
     * @param parameters in DL4J's order
     * @param momentum Adam's mean of the gradient
     * @param square Adam's mean of the gradient's square
     * @param anchor what the parameters decay towards; null for zero
     * @param mean the mean of the parameters over the steps; null if the plan wants none
     * @param rateFactor factor on the learning rate
     * @param decay decoupled weight decay
     */
    public record Layer(
            String name,
            INDArray parameters,
            INDArray momentum,
            INDArray square,
            @Nullable INDArray anchor,
            @Nullable INDArray mean,
            double rateFactor,
            double decay) {

        /**
         * The quantities of one of its steps.
         *
         * @param scale factor applied to the gradient first
         * @param rate the learning rate of a layer without a factor
         * @param step number of steps before this one
         * @return what {@link AdamStep} describes
         */
        public AdamStep step(double scale, double rate, long step) {
            return new AdamStep(scale, rate * rateFactor, decay, Math.toIntExact(step));
        }
    }

    /**
     * The layers that learn.
     *
     * @return in the graph's order
     */
    public List<Layer> layers() {
        return optimizer.layers(means());
    }

    /**
     * Running statistics of a batch normalisation: its mean, then its variance as it is stored. They follow the batches
     * whenever a step is taken, also where the layer's parameters do not learn.
     *
     * @param name the layer's
     * @param values flat, the host's own
     * @param mean the mean of the values over the steps; null if the plan wants none
     */
    public record Statistics(
            String name, INDArray values, @Nullable INDArray mean) {}

    /**
     * The running statistics that follow the batches.
     *
     * @return in the graph's order
     */
    public List<Statistics> statistics() {
        return optimizer.statistics(means());
    }

    /** The means of the parameters, then those of the running statistics. */
    private List<INDArray> means() {
        return mean.map(WeightMean::state).orElse(List.of());
    }

    /**
     * The share of the newest parameters in the mean of the weights.
     *
     * @param step number of steps before this one
     * @return above 0, at most 1; empty if the plan wants no mean
     */
    public Optional<Double> newestShare(long step) {
        return mean.map(followed -> followed.share(step));
    }

    AdamW optimizer() {
        return optimizer;
    }

    Optional<WeightMean> mean() {
        return mean;
    }

    /** What changes in training and makes up the network: the trained parameters and the running statistics. */
    List<INDArray> parameters() {
        return optimizer.parameters();
    }

    /** The arrays that must be saved to resume exactly. */
    List<INDArray> state() {
        List<INDArray> arrays = new ArrayList<>(optimizer.state());
        mean.map(WeightMean::state).ifPresent(arrays::addAll);
        return arrays;
    }

    /** Swaps the mean of the weights, if there is one, and the network's parameters; a second call restores both. */
    void swapMean() {
        mean.ifPresent(WeightMean::swap);
    }
}
