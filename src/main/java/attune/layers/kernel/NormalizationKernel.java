package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCALE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;

import java.util.Optional;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.global.dnnl.normalization_flags;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Batch normalisation (Ioffe and Szegedy 2015) of float pictures on oneDNN: each channel as γ (x − mean) / √(variance +
 * ε) + β. ND4J M2.1 needs about ten passes over the pictures, each with its own array.
 *
 * <p>All arrays are row-major and contiguous: pictures [picture × channel × row × column], all else [channel].
 * Thread-safe.
 */
public final class NormalizationKernel {
    private static final int SCALED = normalization_flags.use_scale.value | normalization_flags.use_shift.value;

    private final OneDnnPictures library;

    private NormalizationKernel(OneDnnPictures library) {
        this.library = library;
    }

    /**
     * The kernel, where it can run.
     *
     * @return absent if {@link ConvolutionKernel#here} is
     */
    public static Optional<NormalizationKernel> here() {
        return OneDnnPictures.here().map(NormalizationKernel::new);
    }

    /**
     * The parameters of each channel.
     *
     * @param gamma the factor γ
     * @param beta the offset β
     * @param mean of the batch, or of all training data
     * @param variance likewise; the population variance, not the sample variance
     * @param epsilon added to the variance
     */
    public record Parameters(INDArray gamma, INDArray beta, INDArray mean, INDArray variance, double epsilon) {}

    /**
     * Destinations of the gradients, overwritten.
     *
     * @param pictures with respect to the input
     * @param gamma with respect to γ
     * @param beta with respect to β
     */
    public record Gradients(INDArray pictures, INDArray gamma, INDArray beta) {}

    /**
     * Normalises by the mean and variance given.
     *
     * @param pictures the input
     * @param by read
     * @param result written
     */
    public void forward(INDArray pictures, Parameters by, INDArray result) {
        int flags = SCALED | normalization_flags.use_global_stats.value;
        forward(pictures, by, result, prop_kind.forward_inference, flags);
    }

    /**
     * Normalises by the batch's own mean and variance, and stores them.
     *
     * @param pictures the input
     * @param by γ and β are read, mean and variance written
     * @param result written
     */
    public void forwardByBatch(INDArray pictures, Parameters by, INDArray result) {
        forward(pictures, by, result, prop_kind.forward_training, SCALED);
    }

    private void forward(INDArray pictures, Parameters by, INDArray result, prop_kind kind, int flags) {
        library.run((queue, room) -> {
            memory.desc all = all(pictures);
            IntMemoryMap arguments = arguments(room, pictures, by);
            arguments.put(DNNL_ARG_SHIFT, room.plain(channels(pictures), by.beta));
            arguments.put(DNNL_ARG_DST, room.plain(all, result));
            primitive forward = new batch_normalization_forward(description(all, by, kind, flags));
            forward.execute(queue, arguments);
        });
    }

    /**
     * The gradients of a loss, where the batch was normalised by its own mean and variance.
     *
     * @param pictures of the forward pass
     * @param by as {@link #forwardByBatch} left them
     * @param result the loss's gradient with respect to the output
     * @param gradients written
     */
    public void backward(INDArray pictures, Parameters by, INDArray result, Gradients gradients) {
        library.run((queue, room) -> {
            memory.desc all = all(pictures);
            memory.desc channels = channels(pictures);
            IntMemoryMap arguments = arguments(room, pictures, by);
            arguments.put(DNNL_ARG_DIFF_DST, room.plain(all, result));
            arguments.put(DNNL_ARG_DIFF_SRC, room.plain(all, gradients.pictures));
            arguments.put(DNNL_ARG_DIFF_SCALE, room.plain(channels, gradients.gamma));
            arguments.put(DNNL_ARG_DIFF_SHIFT, room.plain(channels, gradients.beta));
            primitive backward = new batch_normalization_backward(new batch_normalization_backward.primitive_desc(
                    library.cpu(),
                    prop_kind.backward.value,
                    all,
                    all,
                    all,
                    (float) by.epsilon,
                    SCALED,
                    description(all, by, prop_kind.forward_training, SCALED)));
            backward.execute(queue, arguments);
        });
    }

    private static IntMemoryMap arguments(OneDnnRoom room, INDArray pictures, Parameters by) {
        memory.desc channels = channels(pictures);
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC, room.plain(all(pictures), pictures));
        arguments.put(DNNL_ARG_MEAN, room.plain(channels, by.mean));
        arguments.put(DNNL_ARG_VARIANCE, room.plain(channels, by.variance));
        arguments.put(DNNL_ARG_SCALE, room.plain(channels, by.gamma));
        return arguments;
    }

    private batch_normalization_forward.primitive_desc description(
            memory.desc all, Parameters by, prop_kind kind, int flags) {
        return new batch_normalization_forward.primitive_desc(
                library.cpu(), kind.value, all, all, (float) by.epsilon, flags);
    }

    private static memory.desc all(INDArray pictures) {
        return new memory.desc(pictures.shape(), memory.data_type.f32, memory.format_tag.nchw);
    }

    private static memory.desc channels(INDArray pictures) {
        return new memory.desc(new long[] {pictures.size(1)}, memory.data_type.f32, memory.format_tag.a);
    }
}
