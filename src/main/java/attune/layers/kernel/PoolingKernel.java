package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Maxima over windows of float pictures by oneDNN. Thread-safe. */
public final class PoolingKernel {
    private final OneDnnPictures library;

    private PoolingKernel(OneDnnPictures library) {
        this.library = library;
    }

    /**
     * The kernel, where it can run.
     *
     * @return absent where {@link ConvolutionKernel#here} is
     */
    public static Optional<PoolingKernel> here() {
        return OneDnnPictures.here().map(PoolingKernel::new);
    }

    /**
     * Windows side by side that tile the pictures.
     *
     * @param pictures in the batch
     * @param rows of a picture, a multiple of {@code windowRows}
     * @param columns of a picture, a multiple of {@code windowColumns}
     * @param channels of a picture
     * @param windowRows of a window
     * @param windowColumns of a window
     */
    public record Windows(long pictures, long rows, long columns, long channels, long windowRows, long windowColumns) {

        /** Refuses windows that do not tile the pictures. */
        public Windows {
            if (pictures < 1 || channels < 1 || rows % windowRows != 0 || columns % windowColumns != 0) {
                throw new IllegalArgumentException("windows of " + windowRows + " × " + windowColumns + " on "
                        + pictures + " pictures of " + rows + " × " + columns + " × " + channels);
            }
        }
    }

    /**
     * Takes the maximum of every window.
     *
     * @param windows sizes
     * @param from [picture × row × column × channel], row-major
     * @param to the same with a row and column for each window; written
     */
    public void maxima(Windows windows, INDArray from, INDArray to) {
        library.run((queue, room) -> {
            memory.desc pictures = description(windows, 1, 1);
            memory.desc result = description(windows, windows.windowRows, windows.windowColumns);
            long[] window = {windows.windowRows, windows.windowColumns};
            long[] none = {0, 0};
            pooling_forward.primitive_desc forward = new pooling_forward.primitive_desc(
                    library.cpu(),
                    prop_kind.forward_inference,
                    algorithm.pooling_max,
                    pictures,
                    result,
                    window,
                    window,
                    none,
                    none,
                    none);
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(DNNL_ARG_SRC, room.plain(pictures, from));
            arguments.put(DNNL_ARG_DST, room.plain(result, to));
            new pooling_forward(forward).execute(queue, arguments);
        });
    }

    private static memory.desc description(Windows windows, long perRow, long perColumn) {
        long[] sizes = {windows.pictures, windows.channels, windows.rows / perRow, windows.columns / perColumn};
        return new memory.desc(sizes, memory.data_type.f32, memory.format_tag.nhwc);
    }
}
