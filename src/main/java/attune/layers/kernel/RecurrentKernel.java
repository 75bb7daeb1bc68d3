package attune.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs one direction of an LSTM layer (Hochreiter and Schmidhuber 1997, with forget gates, without peepholes):
 * {@code i,f,o = σ(x·W + h·R + b), g = tanh(…), c = f·c + i·g, h = o·tanh(c)}, from a zero state.
 *
 * <p>Safe for use from several threads at once.
 */
public interface RecurrentKernel {

    /**
     * A name for logs and provenance.
     *
     * @return such as {@code "onednn"}
     */
    String name();

    /**
     * The forward pass.
     *
     * @param x the input, size = the weights' inputs; padding may hold anything finite
     * @param weights parameters, not to be changed before the backward pass
     * @param y receives the output, [frame × utterance × units], zeros in padding; may be a slice of columns
     * @param mode what the pass is for
     * @return what the backward pass needs; must be closed
     */
    Pass forward(Sequences x, LstmWeights weights, INDArray y, Mode mode);

    /**
     * What a pass is for.
     *
     * @param training whether a backward pass will follow
     * @param cores how many the pass may use, 1 or more
     */
    record Mode(boolean training, int cores) {}

    /** One forward pass, waiting for its backward pass. */
    interface Pass extends AutoCloseable {

        /**
         * The backward pass; at most once.
         *
         * @param dy gradient of the output; what it holds in padding is ignored
         * @param gradients receives the parameters' gradients, overwritten
         * @param dx receives the gradient of the input, zeros in padding
         */
        void backward(INDArray dy, LstmWeights gradients, INDArray dx);

        /** Gives the buffers back. */
        @Override
        void close();
    }
}
