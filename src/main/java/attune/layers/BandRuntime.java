package attune.layers;

import attune.layers.kernel.SideBySide;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The shared runtime of layers for which an utterance is one picture, [utterance × frame × size]: divides the forward
 * pass among the cores, keeps zeros in padding, and the output of a pass for training for its gradient.
 */
abstract class BandRuntime<C extends SequenceLayer> extends SequenceRuntime<C> {
    private static final long serialVersionUID = 1L;

    private transient @Nullable INDArray output;
    private transient boolean onInput;

    BandRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    /** Nobody wants the gradient of its input, which is the network's: computes none from now on. */
    final void standOnInput() {
        onInput = true;
    }

    /** Computes the output of some utterances. */
    abstract void forward(INDArray x, INDArray y);

    /**
     * Computes the gradients of a whole batch: that of the input, and those of the parameters in their views.
     *
     * @param x input
     * @param y output
     * @param dy gradient of the output; may be changed
     * @param dx gradient of the input, to be written; null if nobody wants it
     */
    abstract void backward(INDArray x, INDArray y, INDArray dy, @Nullable INDArray dx);

    @Override
    public final INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray x = batchMajorInput(training, workspaces);
        INDArray y = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {x.size(0), x.size(1), layerConf().getNOut()},
                'c');
        int parts = BatchMajor.parts(x);
        SideBySide.run(parts, part -> forward(BatchMajor.part(x, part, parts), BatchMajor.part(y, part, parts)));
        BatchMajor.clearPadding(y, maskArray);
        output = training ? y : null;
        return BatchMajor.asDl4j(y);
    }

    @Override
    public final Pair<Gradient, @Nullable INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray y = Optional.ofNullable(output)
                .orElseThrow(
                        () -> new IllegalStateException("backward without a forward pass for training " + layerId()));
        INDArray x = batchMajorInput(true, workspaces);
        INDArray dy = BatchMajor.of(epsilon, maskArray, ArrayType.BP_WORKING_MEM, workspaces);
        INDArray dx = onInput
                ? null
                : workspaces.createUninitialized(
                        ArrayType.ACTIVATION_GRAD, dataType, x.shape().clone(), 'c');
        backward(x, y, dy, dx);
        output = null;
        Gradient gradient = new DefaultGradient();
        if (gradientViews != null) {
            gradient.gradientForVariable().putAll(gradientViews);
        }
        if (dx == null) {
            return new Pair<>(gradient, null);
        }
        // What flows into the padding flows to no frame.
        BatchMajor.clearPadding(dx, maskArray);
        return new Pair<>(gradient, BatchMajor.asDl4j(dx));
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }
}
