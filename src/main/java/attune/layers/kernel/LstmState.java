package attune.layers.kernel;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The state of an LSTM between two frames.
 *
 * @param output its last output, [utterance × units], row-major
 * @param cell its cells, [utterance × units], row-major
 */
public record LstmState(INDArray output, INDArray cell) {

    /** Refuses arrays of different shapes. */
    public LstmState {
        if (output.rank() != 2 || !output.equalShapes(cell)) {
            throw new IllegalArgumentException("an LSTM's output and cells must have one shape, [utterance × units]: "
                    + output.shapeInfoToString() + cell.shapeInfoToString());
        }
    }

    /**
     * The state before the first frame.
     *
     * @param type the network's
     * @param utterances number in the batch
     * @param units of the layer
     * @return zeros, in newly allocated memory
     */
    public static LstmState zero(DataType type, long utterances, long units) {
        try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
            return new LstmState(Nd4j.zeros(type, utterances, units), Nd4j.zeros(type, utterances, units));
        }
    }
}
