package attune.torch;

import static org.bytedeco.pytorch.global.torch.avg_pool2d;
import static org.bytedeco.pytorch.global.torch.batch_norm;
import static org.bytedeco.pytorch.global.torch.cat;
import static org.bytedeco.pytorch.global.torch.constant_pad_nd;
import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.max_pool2d;
import static org.bytedeco.pytorch.global.torch.pow;

import java.util.function.UnaryOperator;
import java.util.stream.LongStream;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** What a layer of an image network computes, from pictures [picture × channel × row × column] to pictures. */
sealed interface PictureLayer extends MirrorLayer {

    /**
     * How a window moves over a picture. Rows come before columns.
     *
     * @param same whether there is as much padding as gives one output for each stride, the odd one at the end; else the
     *     padding is as given
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Window(long[] size, long[] stride, long[] padding, long[] dilation, boolean same) {
        private static final long[] NO_PADDING = {0, 0};

        /** What libtorch pads by itself, the same on both sides; nothing where {@link #padded} has done it. */
        long[] paddingWithin() {
            return same ? NO_PADDING : padding;
        }

        Tensor padded(Tensor pictures, double value) {
            long rows = missing(0, pictures.size(2));
            long columns = missing(1, pictures.size(3));
            if (rows == 0 && columns == 0) {
                return pictures;
            }
            long top = same ? rows / 2 : 0;
            long left = same ? columns / 2 : 0;
            return constant_pad_nd(pictures, new long[] {left, columns - left, top, rows - top}, new Scalar(value));
        }

        /** A window that is larger than the picture has one output in DL4J, as if there were more of the picture. */
        private long missing(int axis, long length) {
            long reach = (size[axis] - 1) * dilation[axis] + 1;
            if (!same) {
                return Math.max(0, reach - length - 2 * padding[axis]);
            }
            long outputs = (length + stride[axis] - 1) / stride[axis];
            return Math.max(0, (outputs - 1) * stride[axis] + reach - length);
        }
    }

    /** A convolution. DL4J's vector begins with the bias. */
    record Convolution(long inputs, long outputs, Window window, boolean bias, UnaryOperator<Tensor> activation)
            implements PictureLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            long biases = bias ? outputs : 0;
            long[] shape = {outputs, inputs, window.size[0], window.size[1]};
            long weights = LongStream.of(shape).reduce(1, (a, b) -> a * b);
            return activation.apply(conv2d(
                    window.padded(x, 0),
                    parameters.narrow(0, biases, weights).view(shape),
                    bias ? new TensorOptional(parameters.narrow(0, 0, outputs)) : new TensorOptional(),
                    window.stride,
                    window.paddingWithin(),
                    window.dilation,
                    1));
        }
    }

    /** The greatest value of each window. */
    record Maxima(Window window) implements PictureLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            return max_pool2d(
                    window.padded(x, Double.NEGATIVE_INFINITY),
                    window.size,
                    window.stride,
                    window.paddingWithin(),
                    window.dilation,
                    false);
        }
    }

    /** The mean of each window of a picture without padding. */
    record Means(Window window) implements PictureLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            return avg_pool2d(x, window.size, window.stride, window.paddingWithin(), false, true, new LongOptional());
        }
    }

    /** A channel's greatest value in the whole picture, or its mean: [picture × channel]. */
    record Whole(boolean greatest) implements PictureLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            if (!greatest) {
                return x.mean(2, 3);
            }
            long[] all = {x.size(2), x.size(3)};
            return max_pool2d(x, all, all, new long[] {0, 0}, new long[] {1, 1}, false)
                    .flatten(1, -1);
        }
    }

    /** Zeros around the picture. */
    record Zeros(long top, long bottom, long left, long right) implements PictureLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            return constant_pad_nd(x, left, right, top, bottom);
        }
    }

    /**
     * A batch normalisation. Its vector has γ, β, the running mean, and the running variance or log10 of its root.
     *
     * @param name of the layer
     * @param byBatch whether training normalises by the batch, whose mean and variance the running ones follow
     * @param share of the batch's in the next running ones
     * @param epsilon added to a variance
     * @param logarithm whether log10 of the root is kept
     */
    record Normalisation(String name, long channels, boolean byBatch, double share, double epsilon, boolean logarithm)
            implements PictureLayer {
        /** Far below any ε; keeps the logarithm finite where a channel is constant. */
        private static final double LEAST_VARIANCE = 1e-30;

        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            Tensor mean = part(parameters, 2).detach();
            Tensor variance = variance(part(parameters, 3).detach());
            boolean now = byBatch && pass.training();
            if (now) {
                pass.note(name, next(x.detach(), mean, variance));
            }
            return batch_norm(
                    x,
                    new TensorOptional(part(parameters, 0)),
                    new TensorOptional(part(parameters, 1)),
                    now ? new TensorOptional() : new TensorOptional(mean),
                    now ? new TensorOptional() : new TensorOptional(variance),
                    now,
                    0.0, // libtorch's running variance would be the unbiased one, and is not kept
                    epsilon,
                    true); // cuDNN, where there is one
        }

        private Tensor part(Tensor parameters, int number) {
            return parameters.narrow(0, number * channels, channels);
        }

        private Tensor variance(Tensor stored) {
            return logarithm
                    ? pow(new Scalar(10.0), stored.mul(new Scalar(2.0))).clamp_min(new Scalar(LEAST_VARIANCE))
                    : stored;
        }

        /** The running values after this batch, as they are stored; those of DL4J's layer, whose variance is biased. */
        private Tensor next(Tensor x, Tensor mean, Tensor variance) {
            long[] others = x.dim() == 2 ? new long[] {0} : new long[] {0, 2, 3};
            Tensor nextMean = towards(mean, x.mean(others));
            Tensor nextVariance = towards(variance, x.var(others, false));
            Tensor stored = logarithm ? nextVariance.log10().mul(new Scalar(0.5)) : nextVariance;
            return cat(new TensorVector(nextMean, stored), 0);
        }

        private Tensor towards(Tensor running, Tensor ofBatch) {
            return running.mul(new Scalar(1 - share)).add(ofBatch, new Scalar(share));
        }
    }
}
