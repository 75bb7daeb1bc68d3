package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.Optional;
import java.util.function.Supplier;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.stream;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolution of float pictures by oneDNN, on all cores OpenMP may use. ND4J M2.1 instead copies every patch of a
 * picture into a matrix and multiplies that.
 *
 * <p>All arrays are row-major and contiguous: pictures in either layout of {@link ConvolutionShape.Layout}, weights
 * [output × input × row × column]. Thread-safe.
 */
public final class ConvolutionKernel {
    private final OneDnnPictures library;

    private ConvolutionKernel(OneDnnPictures library) {
        this.library = library;
    }

    /**
     * The kernel, where it can run.
     *
     * @return absent on a backend other than the CPU, if oneDNN does not load, or if {@link Kernels#PROPERTY} asks for
     *     the portable kernel
     */
    public static Optional<ConvolutionKernel> here() {
        return OneDnnPictures.here().map(ConvolutionKernel::new);
    }

    /**
     * The inputs, forward and backward.
     *
     * @param pictures the input
     * @param weights of the convolution
     * @param bias one per output channel; null for none
     */
    public record Inputs(
            INDArray pictures, INDArray weights, @Nullable INDArray bias) {}

    /**
     * Destinations of the gradients, overwritten.
     *
     * @param pictures of the input
     * @param weights of the convolution
     * @param bias null for none
     */
    public record Gradients(
            INDArray pictures, INDArray weights, @Nullable INDArray bias) {}

    /**
     * Convolves.
     *
     * @param shape of the arrays
     * @param inputs read
     * @param result written
     */
    public void forward(ConvolutionShape shape, Inputs inputs, INDArray result) {
        forward(shape, inputs, primitive_attr::new, result);
    }

    /**
     * Convolves and activates.
     *
     * @param shape of the arrays
     * @param inputs read
     * @param activation of the result
     * @param result written
     */
    public void forward(ConvolutionShape shape, Inputs inputs, FlooredLeak activation, INDArray result) {
        forward(shape, inputs, () -> followedBy(activation), result);
    }

    private static primitive_attr followedBy(FlooredLeak activation) {
        post_ops then = new post_ops();
        then.append_eltwise(algorithm.eltwise_relu, activation.slope(), 0);
        then.append_eltwise(algorithm.eltwise_clip, activation.floor(), Float.MAX_VALUE);
        primitive_attr attributes = new primitive_attr();
        attributes.set_post_ops(then);
        return attributes;
    }

    /** The attributes are made inside the call, which frees them. */
    private void forward(ConvolutionShape shape, Inputs inputs, Supplier<primitive_attr> then, INDArray result) {
        library.run((queue, room) -> {
            ConvolutionDescriptions of =
                    new ConvolutionDescriptions(library.cpu(), shape, inputs.bias != null, then.get());
            IntMemoryMap arguments = new IntMemoryMap();
            arguments.put(DNNL_ARG_SRC, room.in(of.pictures, inputs.pictures, of.forward.src_desc()));
            arguments.put(DNNL_ARG_WEIGHTS, room.in(of.weights, inputs.weights, of.forward.weights_desc()));
            if (inputs.bias != null) {
                arguments.put(DNNL_ARG_BIAS, room.plain(of.bias, inputs.bias));
            }
            memory given = room.out(of.result, result, of.forward.dst_desc());
            arguments.put(DNNL_ARG_DST, given);
            new convolution_forward(of.forward).execute(queue, arguments);
            room.copy(given, of.result, result);
        });
    }

    /**
     * The gradients of a loss.
     *
     * @param shape of the arrays
     * @param inputs of the forward pass
     * @param result the loss's gradient with respect to the output
     * @param gradients written
     */
    public void backward(ConvolutionShape shape, Inputs inputs, INDArray result, Gradients gradients) {
        library.run((queue, room) -> {
            ConvolutionDescriptions of = new ConvolutionDescriptions(library.cpu(), shape, gradients.bias != null);
            byPictures(of, queue, room, inputs, result, gradients.pictures);
            byWeights(of, queue, room, inputs, result, gradients);
        });
    }

    /**
     * Takes a loss's gradient back through an activation, which its result shows as well as its argument.
     *
     * @param activation of a forward pass
     * @param result of that pass
     * @param gradient with respect to the result; overwritten by that with respect to the activation's argument
     */
    public void backward(FlooredLeak activation, INDArray result, INDArray gradient) {
        library.run((queue, room) -> {
            memory.desc values =
                    new memory.desc(new long[] {result.length()}, memory.data_type.f32, memory.format_tag.a);
            memory given = room.plain(values, result);
            memory changed = room.plain(values, gradient);
            backward(queue, given, changed, algorithm.eltwise_clip_v2_use_dst_for_bwd, activation.floor());
            backward(queue, given, changed, algorithm.eltwise_relu_use_dst_for_bwd, activation.slope());
        });
    }

    private void backward(stream queue, memory result, memory gradient, algorithm activation, float parameter) {
        memory.desc values = result.get_desc();
        eltwise_forward.primitive_desc forward = new eltwise_forward.primitive_desc(
                library.cpu(), prop_kind.forward_training, activation, values, values, parameter, Float.MAX_VALUE);
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_DST, result);
        arguments.put(DNNL_ARG_DIFF_DST, gradient);
        arguments.put(DNNL_ARG_DIFF_SRC, gradient);
        new eltwise_backward(new eltwise_backward.primitive_desc(
                        library.cpu(), activation, values, values, values, parameter, Float.MAX_VALUE, forward))
                .execute(queue, arguments);
    }

    private static void byPictures(
            ConvolutionDescriptions of, stream queue, OneDnnRoom room, Inputs in, INDArray result, INDArray gradient) {
        convolution_backward_data.primitive_desc backward = of.backwardByPictures();
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_DIFF_DST, room.in(of.result, result, backward.diff_dst_desc()));
        arguments.put(DNNL_ARG_WEIGHTS, room.in(of.weights, in.weights, backward.weights_desc()));
        memory given = room.out(of.pictures, gradient, backward.diff_src_desc());
        arguments.put(DNNL_ARG_DIFF_SRC, given);
        new convolution_backward_data(backward).execute(queue, arguments);
        room.copy(given, of.pictures, gradient);
    }

    private static void byWeights(
            ConvolutionDescriptions of, stream queue, OneDnnRoom room, Inputs in, INDArray result, Gradients to) {
        convolution_backward_weights.primitive_desc backward = of.backwardByWeights();
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC, room.in(of.pictures, in.pictures, backward.src_desc()));
        arguments.put(DNNL_ARG_DIFF_DST, room.in(of.result, result, backward.diff_dst_desc()));
        memory given = room.out(of.weights, to.weights, backward.diff_weights_desc());
        arguments.put(DNNL_ARG_DIFF_WEIGHTS, given);
        if (to.bias != null) {
            arguments.put(DNNL_ARG_DIFF_BIAS, room.plain(of.bias, to.bias));
        }
        new convolution_backward_weights(backward).execute(queue, arguments);
        room.copy(given, of.weights, to.weights);
    }
}
