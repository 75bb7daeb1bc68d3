package attune.torch;

import static org.bytedeco.pytorch.global.torch.conv2d;
import static org.bytedeco.pytorch.global.torch.leaky_relu;
import static org.bytedeco.pytorch.global.torch.lstm;
import static org.bytedeco.pytorch.global.torch.max_pool2d;

import attune.layers.BandConvolution;
import attune.layers.BandFrame;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.T_TensorTensorTensor_T;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;

/** What a layer computes, from packed frames to packed frames or pictures to pictures, in libtorch's operations. */
sealed interface MirrorLayer
        permits MirrorLayer.Identity,
                MirrorLayer.Elementwise,
                MirrorLayer.Affine,
                MirrorLayer.Recurrence,
                MirrorLayer.Convolution,
                MirrorLayer.Pooling,
                PictureLayer {

    /**
     * The layer's output.
     *
     * @param x its input [frame of an utterance × size]
     * @param parameters its flat vector in DL4J's order, empty if it has none
     * @param pass what is computed
     * @return [frame of an utterance × size]
     */
    Tensor apply(Tensor x, Tensor parameters, Pass pass);

    /** Nothing but the dropout that it may have. */
    record Identity() implements MirrorLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            return x;
        }
    }

    /** A function of each number. */
    record Elementwise(UnaryOperator<Tensor> function) implements MirrorLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            return function.apply(x);
        }
    }

    /**
     * A product with a matrix, perhaps a bias, and a function of each number.
     *
     * @param rowMajor whether the matrix lies row by row, as in our layers, or column by column, as in DL4J's
     */
    record Affine(long inputs, long outputs, boolean rowMajor, boolean bias, UnaryOperator<Tensor> activation)
            implements MirrorLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            Tensor flat = parameters.narrow(0, 0, inputs * outputs);
            Tensor weights = rowMajor
                    ? flat.view(inputs, outputs)
                    : flat.view(outputs, inputs).t();
            Precision products = pass.room.products;
            Tensor rows = x.flatten(1, -1); // a picture's channels, rows and columns
            Tensor y = products.widened(products.rounded(rows).mm(products.rounded(weights)));
            return activation.apply(bias ? y.add(parameters.narrow(0, inputs * outputs, outputs)) : y);
        }
    }

    /**
     * An LSTM layer, one way or both. Its gates are in libtorch's order; libtorch wants its matrices transposed, and a second
     * bias, which is zero.
     */
    record Recurrence(long inputs, long units, int ways) implements MirrorLayer {
        private static final int GATES = 4;

        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            Precision products = pass.room.products;
            Tensor rounded = products.rounded(parameters);
            long gates = GATES * units;
            Tensor noBias = products.rounded(pass.room.zeros(gates));
            TensorVector weights = new TensorVector();
            long at = 0;
            for (int way = 0; way < ways; way++) {
                weights.push_back(matrix(rounded, at, inputs, gates));
                at += inputs * gates;
                weights.push_back(matrix(rounded, at, units, gates));
                at += units * gates;
                weights.push_back(rounded.narrow(0, at, gates));
                at += gates;
                weights.push_back(noBias);
            }
            Tensor zero = products.rounded(pass.room.zeros(ways, pass.packing.sizes()[0], units));
            T_TensorTensorTensor_T result = lstm(
                    products.rounded(x),
                    pass.sizes,
                    new TensorVector(zero, zero),
                    weights,
                    true,
                    1, // layer
                    0.0, // dropout: ours is applied outside
                    pass.training(),
                    ways == 2);
            return products.widened(new Tensor(result.get0())); // a handle of its own: get0 points into the tuple
        }

        private static Tensor matrix(Tensor parameters, long from, long rows, long columns) {
            return parameters
                    .narrow(0, from, rows * columns)
                    .view(rows, columns)
                    .t()
                    .contiguous();
        }
    }

    /** A convolution over time and bands, of each utterance as one picture with zeros around it. */
    record Convolution(BandFrame frame, BandConvolution.Filter filter) implements MirrorLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            long[] shape = {filter.outputs(), frame.channels(), filter.rows(), filter.bands()};
            long count = shape[0] * shape[1] * shape[2] * shape[3];
            long frames = pass.packing.frames();
            long utterances = pass.packing.examples();
            Tensor pictures = pass.unpack(x)
                    .view(frames, utterances, frame.rows(), frame.bands(), frame.channels())
                    .permute(1, 4, 0, 2, 3)
                    .reshape(utterances, frame.channels(), frames * frame.rows(), frame.bands());
            Tensor y = conv2d(
                    pictures,
                    parameters.narrow(0, 0, count).view(shape),
                    new TensorOptional(parameters.narrow(0, count, filter.outputs())),
                    new long[] {1, 1},
                    new long[] {filter.rows() / 2, filter.bands() / 2},
                    new long[] {1, 1},
                    1);
            return leaky_relu(y, new Scalar(filter.slope()))
                    .clamp_min(new Scalar(filter.floor()))
                    .view(utterances, filter.outputs(), frames, frame.rows(), frame.bands())
                    .permute(2, 0, 3, 4, 1)
                    .reshape(frames * utterances, (long) frame.rows() * frame.bands() * filter.outputs())
                    .index_select(0, pass.places);
        }
    }

    /** Maxima of neighbouring rows and bands within each frame. */
    record Pooling(BandFrame frame, int rows, int bands) implements MirrorLayer {
        @Override
        public Tensor apply(Tensor x, Tensor parameters, Pass pass) {
            BandFrame to = frame.pooled(rows, bands);
            Tensor pictures =
                    x.view(-1, frame.rows(), frame.bands(), frame.channels()).permute(0, 3, 1, 2);
            return max_pool2d(
                            pictures,
                            new long[] {rows, bands},
                            new long[] {rows, bands},
                            new long[] {0, 0},
                            new long[] {1, 1},
                            false)
                    .permute(0, 2, 3, 1)
                    .reshape(-1, to.size());
        }
    }
}
