package attune.layers;

import attune.backend.FloatArrays;
import attune.layers.kernel.NormalizationKernel;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.normalization.BatchNormalization;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J's batch normalisation on our kernel, see {@link FastLayers}. Covers float pictures, channels first, with
 * trainable γ and β; DL4J's layer does the rest itself.
 */
final class FastBatchNormalization extends BatchNormalization {
    private static final long serialVersionUID = 1L;

    /** Far below any ε added to it; keeps the logarithm finite where a channel is constant. */
    private static final double LEAST_VARIANCE = 1e-30;

    private final transient NormalizationKernel kernel;
    private final transient INDArray batchMean;
    private final transient INDArray variance;

    FastBatchNormalization(BatchNormalization slow, NormalizationKernel kernel) {
        super(slow.conf(), slow.params().dataType());
        this.kernel = kernel;
        long channels = layerConf().getNOut();
        batchMean = Nd4j.create(DataType.FLOAT, channels);
        variance = Nd4j.create(DataType.FLOAT, channels);
    }

    private boolean canHelp(INDArray pictures) {
        return pictures.rank() == 4
                && pictures.dataType() == DataType.FLOAT
                && dataType == DataType.FLOAT
                && pictures.size(1) == layerConf().getNOut()
                && layerConf().getCnn2DFormat() == CNN2DFormat.NCHW
                && !layerConf().isLockGammaBeta();
    }

    @Override
    public INDArray preOutput(INDArray pictures, TrainingMode mode, LayerWorkspaceMgr workspaces) {
        if (!canHelp(pictures)) {
            return super.preOutput(pictures, mode, workspaces);
        }
        INDArray result = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS, DataType.FLOAT, pictures.shape().clone(), 'c');
        INDArray plain = RowMajor.of(pictures, ArrayType.FF_WORKING_MEM, workspaces);
        if (mode == TrainingMode.TRAIN) {
            kernel.forwardByBatch(plain, parameters(batchMean), result);
        } else {
            FloatArrays.fill(variance, runningVariance());
            kernel.forward(plain, parameters(getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN)), result);
        }
        return result;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray delta, LayerWorkspaceMgr workspaces) {
        if (!canHelp(input)) {
            return super.backpropGradient(delta, workspaces);
        }
        INDArray down = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape().clone(), 'c');
        kernel.backward(
                RowMajor.of(input, ArrayType.BP_WORKING_MEM, workspaces),
                parameters(batchMean),
                RowMajor.of(delta, ArrayType.BP_WORKING_MEM, workspaces),
                new NormalizationKernel.Gradients(
                        down,
                        view(BatchNormalizationParamInitializer.GAMMA),
                        view(BatchNormalizationParamInitializer.BETA)));
        noteChanges();
        Gradient gradient = new DefaultGradient();
        gradientViews.forEach(gradient::setGradientFor);
        return new Pair<>(gradient, down);
    }

    private NormalizationKernel.Parameters parameters(INDArray mean) {
        return new NormalizationKernel.Parameters(
                getParam(BatchNormalizationParamInitializer.GAMMA),
                getParam(BatchNormalizationParamInitializer.BETA),
                mean,
                variance,
                layerConf().getEps());
    }

    private INDArray view(String parameter) {
        return Slices.named(parameter, gradientViews);
    }

    /**
     * Running values move the fraction 1 − decay of the way to the batch's; the amount to subtract from them goes where
     * DL4J's own layer leaves it, into the gradient view.
     */
    private void noteChanges() {
        double share = 1 - layerConf().getDecay();
        float[] mean = FloatArrays.values(getParam(BatchNormalizationParamInitializer.GLOBAL_MEAN));
        float[] meanOfBatch = FloatArrays.values(batchMean);
        float[] stored = FloatArrays.values(getParam(statisticOfVariance()));
        float[] running = runningVariance();
        float[] ofBatch = FloatArrays.values(variance);
        boolean logarithm = layerConf().isUseLogStd();
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (share * (mean[i] - meanOfBatch[i]));
            double next = running[i] - share * (running[i] - ofBatch[i]);
            // Stored as log10 of the standard deviation, but the running mean is over variances.
            stored[i] -= (float) (logarithm ? 0.5 * Math.log10(next) : next);
        }
        FloatArrays.fill(view(BatchNormalizationParamInitializer.GLOBAL_MEAN), mean);
        FloatArrays.fill(view(statisticOfVariance()), stored);
    }

    private String statisticOfVariance() {
        return layerConf().isUseLogStd()
                ? BatchNormalizationParamInitializer.GLOBAL_LOG_STD
                : BatchNormalizationParamInitializer.GLOBAL_VAR;
    }

    private float[] runningVariance() {
        float[] values = FloatArrays.values(getParam(statisticOfVariance()));
        if (layerConf().isUseLogStd()) {
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) Math.max(LEAST_VARIANCE, Math.pow(10, 2 * values[i]));
            }
        }
        return values;
    }
}
