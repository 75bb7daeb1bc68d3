package attune.layers.frozen;

import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The runtime of {@link FrozenButStatistics}. After a training forward pass, its gradient view holds the amounts to
 * subtract from the statistics, and zeros for the weights.
 */
public final class FrozenButStatisticsRuntime extends FrozenLayer {
    private static final long serialVersionUID = 1L;
    private static final double LN_10 = Math.log(10);
    /** Keeps the logarithm finite where a channel is constant. */
    private static final double LEAST_VARIANCE = 1e-30;

    private transient Map<String, INDArray> views = Map.of();

    FrozenButStatisticsRuntime(Layer normalisation) {
        super(normalisation);
    }

    @Override
    public void setBackpropGradientsViewArray(INDArray gradients) {
        getInsideLayer().setBackpropGradientsViewArray(gradients);
        views = settings().initializer().getGradientsFromFlattened(conf(), gradients);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        if (training && !views.isEmpty()) { // DL4J makes the views in the first backward pass, our optimiser before it
            noteChanges(input());
        }
        return getInsideLayer().activate(training, workspaces);
    }

    @Override
    public INDArray activate(INDArray input, boolean training, LayerWorkspaceMgr workspaces) {
        setInput(input, workspaces);
        return activate(training, workspaces);
    }

    private BatchNormalization settings() {
        return (BatchNormalization) conf().getLayer();
    }

    /** Running values move the fraction 1 − decay of the way to the batch's. */
    private void noteChanges(INDArray input) {
        BatchNormalization settings = settings();
        boolean channelsLast = settings.getCnn2DFormat() == CNN2DFormat.NHWC;
        int[] others = input.rank() == 2 ? new int[] {0} : channelsLast ? new int[] {0, 1, 2} : new int[] {0, 2, 3};
        double share = settings.isMinibatch() ? 1 - settings.getDecay() : 1;
        INDArray mean = view(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        INDArray runningMean = getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN);
        mean.assign(runningMean).subi(input.mean(others).reshape(mean.shape())).muli(share);
        INDArray ofBatch = input.var(false, others);
        if (settings.isUseLogStd()) {
            noteLogarithm(view(BatchNormalizationParamInitializer.GLOBAL_LOG_STD), ofBatch, share);
        } else {
            INDArray variance = view(BatchNormalizationParamInitializer.GLOBAL_VAR);
            INDArray running = getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
            variance.assign(running).subi(ofBatch.reshape(variance.shape())).muli(share);
        }
    }

    /** Stored as log10 of the standard deviation, but the running mean is over variances. */
    private void noteLogarithm(INDArray view, INDArray ofBatch, double share) {
        INDArray logarithm = getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD);
        INDArray running = Transforms.max(Transforms.exp(logarithm.mul(2 * LN_10), false), LEAST_VARIANCE, false);
        INDArray next =
                running.mul(1 - share).addi(ofBatch.reshape(running.shape()).mul(share));
        view.assign(logarithm).subi(Transforms.log(next, false).divi(2 * LN_10));
    }

    private INDArray view(String statistic) {
        return Objects.requireNonNull(views.get(statistic), statistic);
    }
}
