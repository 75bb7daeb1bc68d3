package attune.training;

import attune.exchange.Exchange;
import attune.progress.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Takes the steps of a training run on some device. Whatever changes stays there from step to step; {@link #store} brings
 * it back into the host's vectors, which a checkpoint holds, so that a run begun on one device can go on on another.
 */
public interface Steps extends AutoCloseable {

    /** Where steps are taken. */
    @FunctionalInterface
    interface Device {
        /** The graph's own layers, on the CPU unless ND4J's backend is another. */
        Device HOST = (graph, learning) -> new GraphSteps(graph, learning, new Replica(Exchange.ALONE, 0));

        /**
         * Begins to take steps from the state that the host's vectors are in.
         *
         * @param graph to train
         * @param learning the host's vectors of this graph
         * @return steps for one thread
         */
        Steps begin(ComputationGraph graph, Learning learning);
    }

    /**
     * What a batch gives.
     *
     * @param loss the mean over its examples; not a finite number where an example defies computing
     * @param norm the Euclidean norm of the mean's gradient with respect to everything that learns
     */
    record Gradient(double loss, double norm) {
        boolean isFinite() {
            return Double.isFinite(loss) && Double.isFinite(norm);
        }
    }

    /**
     * Computes a batch's gradient, which stays here for {@link #take}.
     *
     * @param batch to compute
     * @param step number of steps before this one, from which dropout draws
     * @param progress told where the batch had to be divided
     * @return its loss and norm
     */
    Gradient gradient(Batch batch, long step, Progress progress);

    /**
     * Takes one descent step, which uses up the gradient.
     *
     * @param scale factor applied to the mean's gradient first
     * @param rate the learning rate
     * @param step number of steps before this one
     */
    void take(double scale, double rate, long step);

    /**
     * Includes the parameters in the mean of the weights, if the plan wants one.
     *
     * @param step number of steps before this one
     */
    void average(long step);

    /** Brings parameters, Adam's moments and the mean of the weights into the host's vectors. */
    void store();

    /** Frees what the device holds. */
    @Override
    void close();
}
