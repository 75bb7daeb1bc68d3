package attune.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.layers.BaseLayer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The shared runtime of our layers. */
abstract class SequenceRuntime<C extends SequenceLayer> extends BaseLayer<C> {
    private static final long serialVersionUID = 1L;

    SequenceRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public final Type type() {
        return Type.RECURRENT;
    }

    @Override
    public final boolean isPretrainLayer() {
        return false;
    }

    @Override
    public final INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        setInput(input, workspaces);
        return activate(training, workspaces);
    }

    /** Takes the parameter vector as it is, since DL4J's own method assumes column-major matrices. */
    @Override
    public final void setParams(INDArray vector) {
        if (vector != paramsFlattened) {
            paramsFlattened.assign(vector.reshape(paramsFlattened.shape()));
        }
    }

    /** The time-major input, with dropout if the layer has it and is training. */
    final INDArray timeMajorInput(boolean training, LayerWorkspaceMgr workspaces) {
        requireSequence(training);
        INDArray x = TimeMajor.of(input, whereInput(training), workspaces);
        return SeededDropout.apply(this, x, training, workspaces);
    }

    /** The batch-major input, zeros in padding. */
    final INDArray batchMajorInput(boolean training, LayerWorkspaceMgr workspaces) {
        requireSequence(training);
        return BatchMajor.of(input, maskArray, whereInput(training), workspaces);
    }

    private void requireSequence(boolean training) {
        assertInputSet(training);
        if (input.rank() != 3 || input.size(1) != layerConf().getNIn()) {
            throw new IllegalArgumentException("expected [utterance × "
                    + layerConf().getNIn() + " × frame], got " + input.shapeInfoToString() + " " + layerId());
        }
    }

    /** Kept for the backward pass; without one DL4J opens no workspace for inputs. */
    private static ArrayType whereInput(boolean training) {
        return training ? ArrayType.INPUT : ArrayType.FF_WORKING_MEM;
    }
}
