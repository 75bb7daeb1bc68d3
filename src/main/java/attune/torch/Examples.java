package attune.torch;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A batch as the device takes it: clips with their frames, or pictures, each of which is a single frame.
 *
 * @param features [frame × example × size], contiguous
 * @param lengths frames of each example
 * @param shape of a frame: its size, or a picture's channels, rows and columns
 */
@SuppressWarnings("ArrayRecordComponent") // lives for one call
record Examples(INDArray features, int[] lengths, long[] shape) {

    /**
     * A batch from arrays in DL4J's order.
     *
     * @param features of clips [utterance × size × frame], or of pictures: [picture × channel × row × column], or [picture
     *     × size] above a trunk
     * @param mask [utterance × frame] of ones followed by zeros; null if all are full length
     */
    static Examples of(INDArray features, @Nullable INDArray mask) {
        return features.rank() == 3 ? clips(features, mask) : pictures(features);
    }

    private static Examples clips(INDArray features, @Nullable INDArray mask) {
        INDArray timeMajor = features.permute(2, 0, 1);
        boolean contiguous = timeMajor.stride(2) == 1
                && timeMajor.stride(1) == timeMajor.size(2)
                && timeMajor.stride(0) == timeMajor.size(1) * timeMajor.size(2);
        int[] lengths = new int[(int) features.size(0)];
        if (mask == null) {
            Arrays.fill(lengths, (int) features.size(2));
        } else {
            double[] ones = mask.sum(1).toDoubleVector();
            Arrays.setAll(lengths, i -> (int) Math.round(ones[i]));
        }
        return new Examples(contiguous ? timeMajor : timeMajor.dup('c'), lengths, new long[] {features.size(1)});
    }

    private static Examples pictures(INDArray features) {
        int[] lengths = new int[(int) features.size(0)];
        Arrays.fill(lengths, 1);
        long[] shape = Arrays.copyOfRange(features.shape(), 1, features.rank());
        INDArray plain = features.ordering() == 'c' && !features.isView() ? features : features.dup('c');
        return new Examples(plain.reshape(1, lengths.length, product(shape)), lengths, shape);
    }

    private static long product(long[] shape) {
        return LongStream.of(shape).reduce(1, (a, b) -> a * b);
    }

    int count() {
        return lengths.length;
    }

    /** Frames times examples, padding included. */
    long rows() {
        return features.size(0) * features.size(1);
    }

    long size() {
        return features.size(2);
    }
}
