package attune.layers.kernel;

import static org.nd4j.linalg.indexing.NDArrayIndex.all;
import static org.nd4j.linalg.indexing.NDArrayIndex.interval;
import static org.nd4j.linalg.indexing.NDArrayIndex.point;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Convolution of pictures with their channels last, for any type and backend: one matrix product for each pixel of the
 * kernel. Only for results of the same size as the pictures, with stride 1.
 */
public final class PortableConvolution {
    private final ConvolutionShape shape;

    /**
     * A convolution.
     *
     * @param shape of the arrays
     */
    public PortableConvolution(ConvolutionShape shape) {
        boolean keepsSize = shape.rows().in() == shape.rows().out()
                && shape.columns().in() == shape.columns().out()
                && shape.rows().stride() == 1
                && shape.columns().stride() == 1;
        if (!keepsSize || shape.layout() != ConvolutionShape.Layout.CHANNELS_LAST) {
            throw new IllegalArgumentException("not a convolution of this kind: " + shape);
        }
        this.shape = shape;
    }

    private interface Tap {
        /** The weights of a kernel pixel [output × input] and the part of the padded pictures under it. */
        void at(long row, long column, INDArray part);
    }

    /**
     * Convolves.
     *
     * @param inputs read; with a bias
     * @param result written
     */
    public void forward(ConvolutionKernel.Inputs inputs, INDArray result) {
        INDArray rows = matrix(result, shape.outputs());
        rows.assign(0);
        rows.addiRowVector(bias(inputs.bias()));
        eachTap(
                padded(inputs.pictures()),
                (row, column, part) -> rows.addi(matrix(part.dup('c'), shape.inputs())
                        .mmul(weights(inputs.weights(), row, column).transpose())));
    }

    /**
     * The gradients of a loss.
     *
     * @param inputs of the forward pass
     * @param result the loss's gradient with respect to the output
     * @param gradients written
     */
    public void backward(ConvolutionKernel.Inputs inputs, INDArray result, ConvolutionKernel.Gradients gradients) {
        INDArray rows = matrix(result, shape.outputs());
        INDArray padded = padded(inputs.pictures());
        eachTap(
                padded,
                (row, column, part) -> weights(gradients.weights(), row, column)
                        .assign(rows.transpose().mmul(matrix(part.dup('c'), shape.inputs()))));
        bias(gradients.bias()).assign(rows.sum(0));
        INDArray pictures = gradients.pictures();
        if (pictures != null) {
            INDArray paddedGradient = padded.like();
            eachTap(
                    paddedGradient,
                    (row, column, part) -> part.addi(
                            rows.mmul(weights(inputs.weights(), row, column)).reshape('c', part.shape())));
            pictures(pictures, shape.inputs()).assign(inside(paddedGradient));
        }
    }

    private void eachTap(INDArray padded, Tap tap) {
        ConvolutionShape.Side rows = shape.rows();
        ConvolutionShape.Side columns = shape.columns();
        for (long row = 0; row < rows.kernel(); row++) {
            for (long column = 0; column < columns.kernel(); column++) {
                long top = row * rows.dilation();
                long left = column * columns.dilation();
                tap.at(
                        row,
                        column,
                        padded.get(all(), interval(top, top + rows.in()), interval(left, left + columns.in()), all()));
            }
        }
    }

    private INDArray padded(INDArray pictures) {
        INDArray padded = Nd4j.create(
                pictures.dataType(),
                shape.pictures(),
                shape.rows().in() + shape.rows().before() + shape.rows().after(),
                shape.columns().in()
                        + shape.columns().before()
                        + shape.columns().after(),
                shape.inputs());
        inside(padded).assign(pictures(pictures, shape.inputs()));
        return padded;
    }

    private INDArray inside(INDArray padded) {
        long top = shape.rows().before();
        long left = shape.columns().before();
        return padded.get(
                all(),
                interval(top, top + shape.rows().in()),
                interval(left, left + shape.columns().in()),
                all());
    }

    private INDArray pictures(INDArray array, long channels) {
        return array.reshape(
                'c', shape.pictures(), shape.rows().in(), shape.columns().in(), channels);
    }

    private static INDArray matrix(INDArray array, long channels) {
        return array.reshape('c', array.length() / channels, channels);
    }

    private static INDArray bias(@Nullable INDArray bias) {
        return Objects.requireNonNull(bias, "a convolution of this kind has a bias");
    }

    private static INDArray weights(INDArray all, long row, long column) {
        return all.get(all(), all(), point(row), point(column));
    }
}
