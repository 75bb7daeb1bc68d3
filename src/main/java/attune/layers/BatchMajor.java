package attune.layers;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Converts between DL4J's [utterance × size × frame] and the [utterance × frame × size] of layers for which an
 * utterance is one picture.
 */
final class BatchMajor {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private BatchMajor() {}

    /** A batch-major array in DL4J's order: a view. */
    static INDArray asDl4j(INDArray batchMajor) {
        return batchMajor.permute(0, 2, 1);
    }

    /** DL4J's array as batch-major, zeros in padding: a view if one of these layers made it, otherwise a copy. */
    static INDArray of(INDArray dl4j, @Nullable INDArray mask, ArrayType where, LayerWorkspaceMgr workspaces) {
        INDArray view = dl4j.permute(0, 2, 1);
        if (TimeMajor.isContiguous(view)) {
            return view;
        }
        INDArray copy = workspaces.dup(where, view, 'c');
        clearPadding(copy, mask);
        return copy;
    }

    /** Writes zeros after the end of each utterance. */
    static void clearPadding(INDArray batchMajor, @Nullable INDArray mask) {
        if (mask == null) {
            return;
        }
        long frames = batchMajor.size(1);
        int[] lengths = TimeMajor.lengths(mask, batchMajor.size(0), frames);
        for (int utterance = 0; utterance < lengths.length; utterance++) {
            if (lengths[utterance] < frames) {
                batchMajor
                        .get(
                                NDArrayIndex.point(utterance),
                                NDArrayIndex.interval(lengths[utterance], frames),
                                NDArrayIndex.all())
                        .assign(0);
            }
        }
    }

    /** Into how many parts a batch is divided among the cores, by its utterances. */
    static int parts(INDArray batchMajor) {
        return (int) Math.min(CORES, batchMajor.size(0));
    }

    /** The utterances of a part, contiguous: a view. */
    static INDArray part(INDArray batchMajor, int part, int parts) {
        long utterances = batchMajor.size(0);
        return batchMajor.get(
                NDArrayIndex.interval(utterances * part / parts, utterances * (part + 1) / parts),
                NDArrayIndex.all(),
                NDArrayIndex.all());
    }
}
