package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import attune.layers.kernel.ConvolutionShape;
import attune.layers.kernel.FlooredLeak;
import attune.layers.kernel.PortableConvolution;
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
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of {@link BandConvolution}: on oneDNN where it can, with ND4J's matrix products elsewhere. */
final class BandConvolutionRuntime extends SequenceRuntime<BandConvolution> {
    private static final long serialVersionUID = 1L;

    /** Of the last forward pass for training, for its gradient. */
    private transient @Nullable INDArray output;

    BandConvolutionRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    public INDArray activate(boolean training, LayerWorkspaceMgr workspaces) {
        INDArray x = batchMajorInput(training, workspaces);
        INDArray y = workspaces.createUninitialized(
                ArrayType.ACTIVATIONS,
                dataType,
                new long[] {x.size(0), x.size(1), layerConf().getNOut()},
                'c');
        FlooredLeak activation = layerConf().filter().activation();
        Optional<ConvolutionKernel> kernel = kernel();
        if (kernel.isPresent()) {
            BatchMajor.share(x, y, (some, to) -> kernel.get().forward(shape(some), inputs(some), activation, to));
        } else {
            new PortableConvolution(shape(x)).forward(inputs(x), y);
            Nd4j.getExecutioner().exec(new LeakyReLU(y, y, activation.slope()));
            Nd4j.getExecutioner().exec(new ScalarMax(y, null, y, activation.floor()));
        }
        BatchMajor.clearPadding(y, maskArray);
        output = training ? y : null;
        return BatchMajor.asDl4j(y);
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaces) {
        if (output == null) {
            throw new IllegalStateException("backward without a forward pass for training " + layerId());
        }
        INDArray x = batchMajorInput(true, workspaces);
        INDArray dy = BatchMajor.copy(epsilon, maskArray, ArrayType.BP_WORKING_MEM, workspaces);
        dy.muli(slopes(output));
        INDArray dx = workspaces.createUninitialized(
                ArrayType.ACTIVATION_GRAD, dataType, x.shape().clone(), 'c');
        ConvolutionKernel.Gradients gradients = new ConvolutionKernel.Gradients(
                dx,
                Slices.named(BandParameters.WEIGHT, gradientViews),
                Slices.named(BandParameters.BIAS, gradientViews));
        Optional<ConvolutionKernel> kernel = kernel();
        if (kernel.isPresent()) {
            kernel.get().backward(shape(x), inputs(x), dy, gradients);
        } else {
            new PortableConvolution(shape(x)).backward(inputs(x), dy, gradients);
        }
        output = null;
        // What flows into the padding flows to no frame.
        BatchMajor.clearPadding(dx, maskArray);
        Gradient gradient = new DefaultGradient();
        gradient.gradientForVariable().putAll(gradientViews);
        return new Pair<>(gradient, BatchMajor.asDl4j(dx));
    }

    @Override
    public void clear() {
        super.clear();
        output = null;
    }

    /** The derivative of the activation, which its result shows as well as its argument. */
    private INDArray slopes(INDArray result) {
        FlooredLeak activation = layerConf().filter().activation();
        INDArray slopes = result.gt(0).castTo(dataType).muli(1 - activation.slope());
        return slopes.addi(result.gt(activation.floor()).castTo(dataType).muli(activation.slope()));
    }

    private Optional<ConvolutionKernel> kernel() {
        return dataType == DataType.FLOAT ? ConvolutionKernel.here() : Optional.empty();
    }

    private ConvolutionKernel.Inputs inputs(INDArray x) {
        return new ConvolutionKernel.Inputs(
                x, Slices.named(BandParameters.WEIGHT, params), Slices.named(BandParameters.BIAS, params));
    }

    private ConvolutionShape shape(INDArray x) {
        BandFrame frame = layerConf().frame();
        BandConvolution.Filter filter = layerConf().filter();
        return new ConvolutionShape(
                ConvolutionShape.Layout.CHANNELS_LAST,
                x.size(0),
                frame.channels(),
                filter.outputs(),
                side(x.size(1) * frame.rows(), filter.rows()),
                side(frame.bands(), filter.bands()));
    }

    private static ConvolutionShape.Side side(long pixels, int kernel) {
        return new ConvolutionShape.Side(pixels, pixels, kernel, 1, 1, kernel / 2);
    }
}
