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
 * Batch normalisation (Ioffe and Szegedy 2015) of float pictures on oneDNN: each channel as γ (x − mean) / √(variance + ε)
 * + β. ND4J M2.1 makes some ten passes over the pictures for it, and as many arrays.
 *
 * <p>All arrays are row-major and contiguous: pictures [picture × channel × row × column], all else [channel]. Safe for
 * several threads.
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
     * @return absent where {@link ConvolutionKernel#here} is
     */
    public static Optional<NormalizationKernel> here() {
        return OneDnnPictures.here().map(NormalizationKernel::new);
    }

    /**
     * What a channel is normalised by.
     *
     * @param gamma what it is multiplied by
     * @param beta what is added
     * @param mean of the batch, or of all that was seen in training
     * @param variance likewise, of the whole, not of a sample
     * @param epsilon what is added to the variance
     */
    public record Parameters(INDArray gamma, INDArray beta, INDArray mean, INDArray variance, double epsilon) {}

    /**
     * Where the gradients go; what is in there is overwritten.
     *
     * @param pictures of the input
     * @param gamma of γ
     * @param beta of β
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
     * Normalises by the batch's own mean and variance, and tells them.
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
     * @param pictures what went in
     * @param by as {@link #forwardByBatch} left them
     * @param result the loss's gradient by what came out
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
