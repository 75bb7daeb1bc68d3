package attune.layers;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The runtime of {@link SequenceDropout}. */
final class SequenceDropoutRuntime extends SequenceRuntime<SequenceDropout> {
    private static final long serialVersionUID = 1L;

    SequenceDropoutRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray y = timeMajorInput(training, workspaces);
        return TimeMajor.asDl4j(workspaces.leverageTo(ArrayType.ACTIVATIONS, y));
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        INDArray dx = workspaces.dup(ArrayType.ACTIVATION_GRAD, epsilon.permute(2, 0, 1), 'c');
        return new Pair<>(new DefaultGradient(), TimeMajor.asDl4j(backpropDropOutIfPresent(dx)));
    }
}
