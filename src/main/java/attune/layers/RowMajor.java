package attune.layers;

import org.deeplearning4j.nn.workspace.ArrayType;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Arrays as kernels expect them: row-major and contiguous. */
final class RowMajor {
    private RowMajor() {}

    /** The array itself if it qualifies, else a copy in that workspace of DL4J's. */
    static INDArray of(INDArray array, ArrayType where, LayerWorkspaceMgr workspaces) {
        return isRowMajor(array) ? array : workspaces.dup(where, array, 'c');
    }

    private static boolean isRowMajor(INDArray array) {
        long expected = 1;
        for (int axis = array.rank() - 1; axis >= 0; axis--) {
            if (array.size(axis) != 1 && array.stride(axis) != expected) {
                return false;
            }
            expected *= array.size(axis);
        }
        return true;
    }
}
