package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WORKSPACE;

import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
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
     * @param count of the pictures
     * @param rows of a picture, a multiple of {@code windowRows}
     * @param columns of a picture, a multiple of {@code windowColumns}
     * @param channels of a picture
     * @param windowRows of a window
     * @param windowColumns of a window
     */
    public record Windows(long count, long rows, long columns, long channels, long windowRows, long windowColumns) {

        /** Refuses windows that do not tile the pictures. */
        public Windows {
            if (count < 1 || channels < 1 || rows % windowRows != 0 || columns % windowColumns != 0) {
                throw new IllegalArgumentException("windows of " + windowRows + " × " + windowColumns + " on " + count
                        + " pictures of " + rows + " × " + columns + " × " + channels);
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
        library.run(new PoolingPrimitives.Maxima(windows), (of, queue, room) -> {
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(DNNL_ARG_SRC, room.plain(of.pictures, from));
            arguments.put(DNNL_ARG_DST, room.plain(of.maxima, to));
            of.forward().execute(queue, arguments);
        });
    }

    /**
     * The gradient of a loss; the first of several equal values gets it.
     *
     * @param windows sizes
     * @param from as for {@link #maxima}
     * @param maxima what that found; written again
     * @param result the loss's gradient with respect to the maxima
     * @param gradient with respect to the pictures; written
     */
    public void backward(Windows windows, INDArray from, INDArray maxima, INDArray result, INDArray gradient) {
        library.run(new PoolingPrimitives.Maxima(windows), (of, queue, room) -> {
            PoolingPrimitives.Back back = of.back();
            memory places = room.pooled(back.places());
            IntMemoryMap forwards = new IntMemoryMap();
            forwards.put(DNNL_ARG_SRC, room.plain(of.pictures, from));
            forwards.put(DNNL_ARG_DST, room.plain(of.maxima, maxima));
            forwards.put(DNNL_ARG_WORKSPACE, places);
            back.again().execute(queue, forwards);
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(DNNL_ARG_DIFF_DST, room.plain(of.maxima, result));
            arguments.put(DNNL_ARG_WORKSPACE, places);
            arguments.put(DNNL_ARG_DIFF_SRC, room.plain(of.pictures, gradient));
            back.work().execute(queue, arguments);
        });
    }
}
