package attune.torch;

import attune.layers.BandConvolution;
import attune.layers.BandPooling;
import attune.layers.BiLstm;
import attune.layers.ClippedRelu;
import attune.layers.CtcOutputLayer;
import attune.layers.Lstm;
import attune.layers.SequenceDropout;
import attune.torch.Mirror.NoMirrorException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Finds what computes a layer in libtorch; subclasses of DL4J's own layers, which do something else, have nothing. */
final class MirrorLayers {

    /** What DL4J writes into a global pooling that names none. */
    private static final int[] ROWS_AND_COLUMNS = {2, 3};

    private MirrorLayers() {}

    /** What computes a layer of a network that hears clips. */
    static MirrorLayer ofSpeech(String name, Layer layer) throws NoMirrorException {
        if (layer instanceof BiLstm both) {
            return new MirrorLayer.Recurrence(both.getNIn(), both.units(), 2);
        }
        if (layer instanceof Lstm one) {
            return new MirrorLayer.Recurrence(one.getNIn(), one.units(), 1);
        }
        if (layer instanceof CtcOutputLayer output) {
            return new MirrorLayer.Affine(output.getNIn(), output.getNOut(), true, true, UnaryOperator.identity());
        }
        if (layer instanceof SequenceDropout) {
            return new MirrorLayer.Identity();
        }
        if (layer instanceof BandConvolution bands) {
            return new MirrorLayer.Convolution(bands.frame(), bands.filter());
        }
        if (layer instanceof BandPooling bands) {
            return new MirrorLayer.Pooling(bands.frame(), bands.windowRows(), bands.windowBands());
        }
        if (layer.getClass() == DenseLayer.class) {
            return dense(name, (DenseLayer) layer);
        }
        throw unknown(name, layer);
    }

    /**
     * What computes a layer of a network that sees pictures.
     *
     * @param byBatch whether a batch normalisation normalises by the batch in training
     */
    static MirrorLayer ofPictures(String name, Layer layer, boolean byBatch) throws NoMirrorException {
        Class<?> type = layer.getClass(); // subclasses compute something else
        if (type == ConvolutionLayer.class) {
            return convolution(name, (ConvolutionLayer) layer);
        }
        if (type == BatchNormalization.class) {
            return normalisation(name, (BatchNormalization) layer, byBatch);
        }
        if (type == SubsamplingLayer.class) {
            return pooling(name, (SubsamplingLayer) layer);
        }
        if (type == GlobalPoolingLayer.class) {
            return globalPooling(name, (GlobalPoolingLayer) layer);
        }
        if (type == ZeroPaddingLayer.class) {
            ZeroPaddingLayer zeros = (ZeroPaddingLayer) layer;
            requireChannelsFirst(name, zeros.getDataFormat());
            int[] around = zeros.getPadding();
            return new PictureLayer.Zeros(around[0], around[1], around[2], around[3]);
        }
        if (type == ActivationLayer.class) {
            return new MirrorLayer.Elementwise(activation(name, ((ActivationLayer) layer).getActivationFn()));
        }
        if (type == DropoutLayer.class) {
            return new MirrorLayer.Identity();
        }
        if (type == DenseLayer.class) {
            return dense(name, (DenseLayer) layer);
        }
        if (type == OutputLayer.class) { // its softmax is the objective's
            OutputLayer output = (OutputLayer) layer;
            return new MirrorLayer.Affine(
                    output.getNIn(), output.getNOut(), false, output.hasBias(), UnaryOperator.identity());
        }
        throw unknown(name, layer);
    }

    private static NoMirrorException unknown(String name, Layer layer) {
        return new NoMirrorException(
                "layer " + name + " is a " + layer.getClass().getSimpleName());
    }

    private static MirrorLayer dense(String name, DenseLayer dense) throws NoMirrorException {
        if (dense.hasLayerNorm()) {
            throw new NoMirrorException("layer " + name + " has a layer normalisation");
        }
        return new MirrorLayer.Affine(
                dense.getNIn(), dense.getNOut(), false, dense.hasBias(), activation(name, dense.getActivationFn()));
    }

    private static MirrorLayer convolution(String name, ConvolutionLayer layer) throws NoMirrorException {
        requireChannelsFirst(name, layer.getCnn2dDataFormat());
        return new PictureLayer.Convolution(
                layer.getNIn(),
                layer.getNOut(),
                window(
                        name,
                        layer.getConvolutionMode(),
                        layer.getKernelSize(),
                        layer.getStride(),
                        layer.getPadding(),
                        layer.getDilation()),
                layer.hasBias(),
                activation(name, layer.getActivationFn()));
    }

    private static MirrorLayer pooling(String name, SubsamplingLayer layer) throws NoMirrorException {
        requireChannelsFirst(name, layer.getCnn2dDataFormat());
        PictureLayer.Window window = window(
                name,
                layer.getConvolutionMode(),
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation());
        if (layer.getPoolingType() == PoolingType.MAX) {
            return new PictureLayer.Maxima(window);
        }
        boolean plain = !window.same() && Arrays.stream(layer.getPadding()).allMatch(padding -> padding == 0);
        if (layer.getPoolingType() == PoolingType.AVG && plain) {
            return new PictureLayer.Means(window);
        }
        throw new NoMirrorException("layer " + name + " pools by " + layer.getPoolingType());
    }

    private static MirrorLayer globalPooling(String name, GlobalPoolingLayer layer) throws NoMirrorException {
        boolean greatest = layer.getPoolingType() == PoolingType.MAX;
        int[] dimensions = layer.getPoolingDimensions();
        boolean whole = dimensions == null || Arrays.equals(dimensions, ROWS_AND_COLUMNS);
        if (!(greatest || layer.getPoolingType() == PoolingType.AVG) || !whole || !layer.isCollapseDimensions()) {
            throw new NoMirrorException("layer " + name + " pools by " + layer.getPoolingType());
        }
        return new PictureLayer.Whole(greatest);
    }

    private static MirrorLayer normalisation(String name, BatchNormalization layer, boolean byBatch)
            throws NoMirrorException {
        requireChannelsFirst(name, layer.getCnn2DFormat());
        if (layer.isLockGammaBeta() || !layer.isMinibatch()) {
            throw new NoMirrorException("layer " + name + " normalises batches in another way");
        }
        return new PictureLayer.Normalisation(
                name, layer.getNOut(), byBatch, 1 - layer.getDecay(), layer.getEps(), layer.isUseLogStd());
    }

    private static PictureLayer.Window window(
            String name, ConvolutionMode mode, int[] size, int[] stride, int[] padding, int[] dilation)
            throws NoMirrorException {
        if (mode == ConvolutionMode.Causal) {
            throw new NoMirrorException("layer " + name + " has padding on one side");
        }
        return new PictureLayer.Window(
                longs(size), longs(stride), longs(padding), longs(dilation), mode == ConvolutionMode.Same);
    }

    private static long[] longs(int[] values) {
        return Arrays.stream(values).asLongStream().toArray();
    }

    private static void requireChannelsFirst(String name, CNN2DFormat format) throws NoMirrorException {
        if (format != CNN2DFormat.NCHW) {
            throw new NoMirrorException("layer " + name + " wants channels last");
        }
    }

    private static UnaryOperator<Tensor> activation(String name, IActivation function) throws NoMirrorException {
        if (function instanceof ActivationIdentity) {
            return UnaryOperator.identity();
        }
        if (function.equals(new ActivationReLU())) {
            return Tensor::relu;
        }
        if (function instanceof ClippedRelu clipped) {
            return x -> x.relu().clamp_max(new Scalar(clipped.getCeiling()));
        }
        if (function instanceof ActivationTanH) {
            return Tensor::tanh;
        }
        if (function instanceof ActivationSigmoid) {
            return Tensor::sigmoid;
        }
        if (function instanceof ActivationLReLU leaky) {
            return x -> torch.leaky_relu(x, new Scalar(leaky.getAlpha()));
        }
        if (function.equals(new ActivationELU())) {
            return torch::elu;
        }
        if (function instanceof ActivationSELU) {
            return torch::selu;
        }
        if (function instanceof ActivationSwish) {
            return x -> x.mul(x.sigmoid());
        }
        throw new NoMirrorException("layer " + name + " has the activation " + function);
    }
}
