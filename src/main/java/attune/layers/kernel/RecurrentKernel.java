package attune.layers.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs one direction of an LSTM layer (Hochreiter and Schmidhuber 1997, with forget gates, without peepholes):
 * {@code i,f,o = σ(x·W + h·R + b), g = tanh(…), c = f·c + i·g, h = o·tanh(c)}.
 *
 * <p>Thread-safe.
 */
public interface RecurrentKernel {

    /**
     * A name for logs and provenance.
     *
     * @return such as {@code "onednn"}
     */
    String name();

    /**
     * The forward pass, from a zero state.
     *
     * @param x the input, of the weights' input size; padding may hold anything finite
     * @param weights parameters, unchanged until the backward pass
     * @param y receives the output, [frame × utterance × units], zeros in padding; may be a slice of columns
     * @param mode what the pass is for
     * @return what the backward pass needs; must be closed
     */
    Pass forward(Sequences x, LstmWeights weights, INDArray y, Mode mode);

    /**
     * The forward pass over the next stretch of continuing sequences: from a state instead of zeros, without a backward
     * pass. The outputs over all stretches equal those of one pass over the whole, up to rounding. Uses one core: a
     * stretch is too short to share, and other streams need the other cores.
     *
     * @param state to continue from; overwritten with the state after the last frame
     * @param x the stretch, from first to last, without padding
     * @param weights parameters
     * @param y receives the output, [frame × utterance × units]
     */
    void goOn(LstmState state, Sequences x, LstmWeights weights, INDArray y);

    /**
     * The purpose of a pass.
     *
     * @param training whether a backward pass will follow
     * @param cores number the pass may use, 1 or more
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
