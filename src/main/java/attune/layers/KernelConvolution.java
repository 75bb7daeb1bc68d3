package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import attune.layers.kernel.ConvolutionShape;
import java.util.Collections;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.layers.convolution.ConvolutionHelper;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.deeplearning4j.util.ConvolutionUtils;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Adapts DL4J's arrays to the kernel. Where it cannot help, it returns null, and DL4J's layer does the work itself. */
final class KernelConvolution implements ConvolutionHelper {
    private final ConvolutionKernel kernel;
    private final boolean hasBias;

    KernelConvolution(ConvolutionKernel kernel, boolean hasBias) {
        this.kernel = kernel;
        this.hasBias = hasBias;
    }

    @Override
    public boolean checkSupported() {
        return true;
    }

    @Override
    public Map<String, Long> helperMemoryUse() {
        return Collections.emptyMap();
    }

    /** Channels that differ are left to DL4J, which refuses them; the kernel would read beyond the input. */
    private static boolean canHelp(INDArray input, INDArray weights, CNN2DFormat format) {
        return format == CNN2DFormat.NCHW && input.dataType() == DataType.FLOAT && input.size(1) == weights.size(1);
    }

    @Override
    public @Nullable INDArray preOutput(
            INDArray input,
            INDArray weights,
            INDArray bias,
            int[] size,
            int[] strides,
            int[] pad,
            ConvolutionLayer.AlgoMode algorithms,
            ConvolutionLayer.FwdAlgo algorithm,
            ConvolutionMode mode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (!canHelp(input, weights, format)) {
            return null;
        }
        int[] out = ConvolutionUtils.getOutputSize(input, size, strides, padding(pad, mode), mode, dilation, format);
        INDArray result = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                DataType.FLOAT,
                new long[] {input.size(0), weights.size(0), out[0], out[1]},
                'c');
        ConvolutionShape shape = shape(input, result, new int[][] {size, strides, dilation, pad});
        kernel.forward(shape, inputs(input, weights, bias, ArrayType.FF_WORKING_MEM, workspaces), result);
        return result;
    }

    @Override
    public @Nullable Pair<Gradient, INDArray> backpropGradient(
            INDArray input,
            INDArray weights,
            INDArray bias,
            INDArray delta,
            int[] size,
            int[] strides,
            int[] pad,
            INDArray biasGradient,
            INDArray weightGradient,
            IActivation activation,
            ConvolutionLayer.AlgoMode algorithms,
            ConvolutionLayer.BwdFilterAlgo filterAlgorithm,
            ConvolutionLayer.BwdDataAlgo dataAlgorithm,
            ConvolutionMode mode,
            int[] dilation,
            CNN2DFormat format,
            LayerWorkspaceMgr workspaces) {
        if (!canHelp(input, weights, format)) {
            return null;
        }
        INDArray down = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, DataType.FLOAT, input.shape().clone(), 'c');
        INDArray result = RowMajor.of(delta, ArrayType.BP_WORKING_MEM, workspaces);
        ConvolutionShape shape = shape(input, result, new int[][] {size, strides, dilation, pad});
        kernel.backward(
                shape,
                inputs(input, weights, bias, ArrayType.BP_WORKING_MEM, workspaces),
                result,
                new ConvolutionKernel.Gradients(down, weightGradient, hasBias ? biasGradient : null));
        Gradient gradient = new DefaultGradient();
        gradient.setGradientFor(ConvolutionParamInitializer.WEIGHT_KEY, weightGradient, 'c');
        if (hasBias) {
            gradient.setGradientFor(ConvolutionParamInitializer.BIAS_KEY, biasGradient);
        }
        return new Pair<>(gradient, down);
    }

    /** What follows the convolution is left to DL4J. */
    @Override
    public INDArray activate(INDArray z, IActivation activation, boolean training) {
        return activation.getActivation(z, training);
    }

    private static int @Nullable [] padding(int[] pad, ConvolutionMode mode) {
        return mode == ConvolutionMode.Same ? null : pad;
    }

    /** The last of the four is the padding before the first pixel: DL4J has worked it out for every mode. */
    private static ConvolutionShape shape(INDArray input, INDArray result, int[][] sizeStridesDilationPad) {
        return new ConvolutionShape(
                ConvolutionShape.Layout.CHANNELS_FIRST,
                input.size(0),
                input.size(1),
                result.size(1),
                side(input, result, sizeStridesDilationPad, 0),
                side(input, result, sizeStridesDilationPad, 1));
    }

    private static ConvolutionShape.Side side(INDArray input, INDArray result, int[][] settings, int which) {
        return new ConvolutionShape.Side(
                input.size(2 + which),
                result.size(2 + which),
                settings[0][which],
                settings[1][which],
                settings[2][which],
                settings[3][which]);
    }

    private ConvolutionKernel.Inputs inputs(
            INDArray input, INDArray weights, INDArray bias, ArrayType where, LayerWorkspaceMgr workspaces) {
        return new ConvolutionKernel.Inputs(
                RowMajor.of(input, where, workspaces),
                RowMajor.of(weights, where, workspaces),
                hasBias ? RowMajor.of(bias, where, workspaces) : null);
    }
}
