package attune.layers.kernel;

import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A batch of utterances as a kernel sees it.
 *
 * @param values [frame × utterance × size], rows contiguous; may be a slice of the columns of a wider array
 * @param lengths frames of each utterance; the rest of its column is padding
 * @param reversed whether the kernel runs from each utterance's last frame to its first
 */
@SuppressWarnings("ArrayRecordComponent") // a view for the length of one call, never kept or compared
public record Sequences(INDArray values, int[] lengths, boolean reversed) {

    /** Refuses arrays that are not as described. */
    public Sequences {
        if (values.rank() != 3 || values.size(1) != lengths.length || (values.size(2) > 1 && values.stride(2) != 1)) {
            throw new IllegalArgumentException("not [frame × utterance × size] with contiguous rows for "
                    + lengths.length + " utterances: " + values.shapeInfoToString());
        }
    }

    /**
     * The same lengths and direction over another array.
     *
     * @param other [frame × utterance × any size]
     * @return a view of it
     */
    public Sequences over(INDArray other) {
        return new Sequences(other, lengths, reversed);
    }

    /** Some of the utterances: a view. */
    Sequences utterances(int from, int to) {
        INDArray some = values.get(NDArrayIndex.all(), NDArrayIndex.interval(from, to), NDArrayIndex.all());
        return new Sequences(some, Arrays.copyOfRange(lengths, from, to), reversed);
    }

    int frames() {
        return (int) values.size(0);
    }

    int utterances() {
        return lengths.length;
    }

    int size() {
        return (int) values.size(2);
    }

    /**
     * Refuses sequences that cannot continue: padding would enter the state, and a reversed sequence has no next
     * stretch.
     */
    void requireEndless() {
        if (reversed || Arrays.stream(lengths).anyMatch(length -> length != frames())) {
            throw new IllegalArgumentException("only forward sequences without padding can continue: "
                    + Arrays.toString(lengths) + " of " + frames() + " frames" + (reversed ? ", reversed" : ""));
        }
    }

    /** The frame at step {@code step} of the kernel's own order, for a step within the length. */
    int frameAt(int step, int utterance) {
        return reversed ? lengths[utterance] - 1 - step : step;
    }
}
