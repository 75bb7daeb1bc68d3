package attune.layers;

import attune.layers.kernel.ConvolutionKernel;
import attune.layers.kernel.ConvolutionShape;
import attune.layers.kernel.FlooredLeak;
import attune.layers.kernel.PortableConvolution;
import attune.layers.kernel.SideBySide;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.factory.Nd4j;

/** The runtime of {@link BandConvolution}: on oneDNN where it can, with ND4J's matrix products elsewhere. */
final class BandConvolutionRuntime extends BandRuntime<BandConvolution> {
    private static final long serialVersionUID = 1L;

    BandConvolutionRuntime(NeuralNetConfiguration conf, DataType type) {
        super(conf, type);
    }

    @Override
    void forward(INDArray x, INDArray y) {
        FlooredLeak activation = layerConf().filter().activation();
        Optional<ConvolutionKernel> kernel = kernel();
        if (kernel.isPresent()) {
            kernel.get().forward(shape(x), inputs(x), activation, y);
        } else {
            new PortableConvolution(shape(x)).forward(inputs(x), y);
            Nd4j.getExecutioner().exec(new LeakyReLU(y, y, activation.slope()));
            Nd4j.getExecutioner().exec(new ScalarMax(y, null, y, activation.floor()));
        }
    }

    @Override
    void backward(INDArray x, INDArray y, INDArray dy, @Nullable INDArray dx) {
        int parts = BatchMajor.parts(x);
        ConvolutionKernel.Gradients[] made = new ConvolutionKernel.Gradients[parts];
        INDArray weights = Slices.named(BandParameters.WEIGHT, gradientViews);
        INDArray bias = Slices.named(BandParameters.BIAS, gradientViews);
        SideBySide.run(parts, part -> {
            INDArray down = dx == null ? null : BatchMajor.part(dx, part, parts);
            made[part] = part == 0
                    ? new ConvolutionKernel.Gradients(down, weights, bias)
                    : new ConvolutionKernel.Gradients(down, weights.like(), bias.like());
            INDArray up = BatchMajor.part(dy, part, parts);
            backward(BatchMajor.part(y, part, parts), up);
            backward(BatchMajor.part(x, part, parts), up, made[part]);
        });
        for (int part = 1; part < parts; part++) {
            weights.addi(made[part].weights());
            bias.addi(Objects.requireNonNull(made[part].bias()));
        }
    }

    private void backward(INDArray x, INDArray dy, ConvolutionKernel.Gradients gradients) {
        Optional<ConvolutionKernel> kernel = kernel();
        if (kernel.isPresent()) {
            kernel.get().backward(shape(x), inputs(x), dy, gradients);
        } else {
            new PortableConvolution(shape(x)).backward(inputs(x), dy, gradients);
        }
    }

    /** Back through the activation, whose result shows its derivative. */
    private void backward(INDArray result, INDArray gradient) {
        FlooredLeak activation = layerConf().filter().activation();
        Optional<ConvolutionKernel> kernel = kernel();
        if (kernel.isPresent()) {
            kernel.get().backward(activation, result, gradient);
        } else {
            INDArray slopes = result.gt(0).castTo(dataType).muli(1 - activation.slope());
            slopes.addi(result.gt(activation.floor()).castTo(dataType).muli(activation.slope()));
            gradient.muli(slopes);
        }
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
