package attune.layers.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The parameters of one LSTM direction, or their gradients. Gate order in the columns is input, forget, cell candidate,
 * output, as in oneDNN and PyTorch.
 *
 * @param input [inputs × 4·units], row-major
 * @param recurrent [units × 4·units], row-major
 * @param bias [4·units]
 * @param layouts where a kernel keeps other layouts of them if they never change; null if they may
 */
public record LstmWeights(
        INDArray input,
        INDArray recurrent,
        INDArray bias,
        @Nullable KeptLayouts layouts) {

    /**
     * Weights that may change from pass to pass.
     *
     * @param input [inputs × 4·units], row-major
     * @param recurrent [units × 4·units], row-major
     * @param bias [4·units]
     */
    public LstmWeights(INDArray input, INDArray recurrent, INDArray bias) {
        this(input, recurrent, bias, null);
    }

    /** Refuses arrays that do not match or are not row-major. */
    public LstmWeights {
        long gates = bias.length();
        if (gates % 4 != 0 || recurrent.size(0) != gates / 4 || recurrent.size(1) != gates || input.size(1) != gates) {
            throw new IllegalArgumentException("LSTM parameters of shapes " + input.shapeInfoToString()
                    + recurrent.shapeInfoToString() + " do not match");
        }
        requireRowMajor(input);
        requireRowMajor(recurrent);
    }

    /**
     * Size of the state.
     *
     * @return units of the layer
     */
    public int units() {
        return (int) recurrent.size(0);
    }

    /**
     * Size of one input frame.
     *
     * @return inputs of the layer
     */
    public int inputs() {
        return (int) input.size(0);
    }

    /**
     * The same, which from now on never change.
     *
     * @return the same arrays, with room for other layouts of them
     */
    public LstmWeights fixed() {
        return new LstmWeights(input, recurrent, bias, new KeptLayouts());
    }

    /** New arrays of the same shapes. */
    LstmWeights like() {
        return new LstmWeights(input.like(), recurrent.like(), bias.like());
    }

    void add(LstmWeights other) {
        input.addi(other.input);
        recurrent.addi(other.recurrent);
        bias.addi(other.bias);
    }

    /** Frees arrays that {@link #like()} made. */
    void free() {
        input.close();
        recurrent.close();
        bias.close();
    }

    private static void requireRowMajor(INDArray matrix) {
        if (matrix.stride(1) != 1 || matrix.stride(0) != matrix.size(1)) {
            throw new IllegalArgumentException("LSTM weights must be row-major: " + matrix.shapeInfoToString());
        }
    }
}
