package attune.layers;

import java.util.Arrays;
import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Converts between DL4J's [utterance × size × frame] and the time-major [frame × utterance × size] of our layers. */
final class TimeMajor {

    private TimeMajor() {}

    /** A time-major array in DL4J's order: a view. */
    static INDArray asDl4j(INDArray timeMajor) {
        return timeMajor.permute(1, 2, 0);
    }

    /** DL4J's array as time-major and contiguous: a view if one of our layers made it, otherwise a copy. */
    static INDArray of(INDArray dl4j, ArrayType where, LayerWorkspaceMgr workspaces) {
        INDArray view = dl4j.permute(2, 0, 1);
        return isContiguous(view) ? view : workspaces.dup(where, view, 'c');
    }

    /** A new time-major array. */
    static INDArray create(ArrayType where, LayerWorkspaceMgr workspaces, DataType type, long... shape) {
        return workspaces.createUninitialized(where, type, shape, 'c');
    }

    /** A contiguous time-major array as a matrix [frame·utterance × size]: a view. */
    static INDArray rows(INDArray timeMajor) {
        return timeMajor.reshape('c', timeMajor.size(0) * timeMajor.size(1), timeMajor.size(2));
    }

    /**
     * Frames of each utterance, from a features mask [utterance × frame] of ones followed by zeros.
     *
     * @param mask absent if all utterances are full length
     */
    static int[] lengths(@Nullable INDArray mask, long utterances, long frames) {
        int[] lengths = new int[(int) utterances];
        if (mask == null) {
            Arrays.fill(lengths, (int) frames);
            return lengths;
        }
        INDArray flat = mask.rank() == 2 ? mask : mask.reshape(utterances, mask.length() / utterances);
        if (flat.size(0) != utterances || flat.size(1) != frames) {
            throw new IllegalArgumentException("features mask " + Arrays.toString(mask.shape()) + " for " + utterances
                    + " utterances of " + frames + " frames");
        }
        // Where DL4J joins several vertices, it joins their masks into truth values.
        INDArray ones = flat.dataType() == DataType.BOOL ? flat.castTo(DataType.FLOAT) : flat;
        double[] sums = ones.sum(1).toDoubleVector();
        for (int i = 0; i < lengths.length; i++) {
            lengths[i] = (int) Math.round(sums[i]);
        }
        return lengths;
    }

    /** Whether the last of three axes is the innermost in memory, the first the outermost, without gaps. */
    static boolean isContiguous(INDArray array) {
        return array.stride(2) == 1
                && array.stride(1) == array.size(2)
                && array.stride(0) == array.size(1) * array.size(2);
    }
}
