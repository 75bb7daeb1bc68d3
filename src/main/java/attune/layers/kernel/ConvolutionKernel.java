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
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
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
     * @param pictures of the input; null if nobody wants it
     * @param weights of the convolution
     * @param bias null for none
     */
    public record Gradients(
            @Nullable INDArray pictures,
            INDArray weights,
            @Nullable INDArray bias) {}

    /**
     * Convolves.
     *
     * @param shape of the arrays
     * @param inputs read
     * @param result written
     */
    public void forward(ConvolutionShape shape, Inputs inputs, INDArray result) {
        forward(new ConvolutionPrimitives.Convolution(shape, inputs.bias != null, null), inputs, result);
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
        forward(new ConvolutionPrimitives.Convolution(shape, inputs.bias != null, activation), inputs, result);
    }

    private void forward(ConvolutionPrimitives.Convolution convolution, Inputs inputs, INDArray result) {
        library.run(convolution, (of, queue, room) -> {
            ConvolutionPrimitives.Chosen forward = of.forward();
            IntMemoryMap arguments = room.arguments(forward.scratchpad());
            arguments.put(DNNL_ARG_SRC, room.in(forward.pictures(), inputs.pictures));
            arguments.put(DNNL_ARG_WEIGHTS, room.in(forward.weights(), inputs.weights));
            if (inputs.bias != null) {
                arguments.put(DNNL_ARG_BIAS, room.plain(of.bias, inputs.bias));
            }
            memory given = room.out(forward.result(), result);
            arguments.put(DNNL_ARG_DST, given);
            forward.work().execute(queue, arguments);
            room.copy(given, forward.result(), result);
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
        library.run(new ConvolutionPrimitives.Convolution(shape, gradients.bias != null, null), (of, queue, room) -> {
            INDArray pictures = gradients.pictures;
            if (pictures != null) {
                byPictures(of.byPictures(), queue, room, inputs, result, pictures);
            }
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
        library.run(new ActivationPrimitives.Activation(activation, result.length()), (of, queue, room) -> {
            memory given = room.plain(of.values, result);
            memory changed = room.plain(of.values, gradient);
            for (primitive back : of.back) {
                IntMemoryMap arguments = new IntMemoryMap();
                arguments.put(DNNL_ARG_DST, given);
                arguments.put(DNNL_ARG_DIFF_DST, changed);
                arguments.put(DNNL_ARG_DIFF_SRC, changed);
                back.execute(queue, arguments);
            }
        });
    }

    private static void byPictures(
            ConvolutionPrimitives.Chosen backward,
            stream queue,
            OneDnnRoom room,
            Inputs in,
            INDArray result,
            INDArray gradient) {
        IntMemoryMap arguments = room.arguments(backward.scratchpad());
        arguments.put(DNNL_ARG_DIFF_DST, room.in(backward.result(), result));
        arguments.put(DNNL_ARG_WEIGHTS, room.in(backward.weights(), in.weights));
        memory given = room.out(backward.pictures(), gradient);
        arguments.put(DNNL_ARG_DIFF_SRC, given);
        backward.work().execute(queue, arguments);
        room.copy(given, backward.pictures(), gradient);
    }

    private static void byWeights(
            ConvolutionPrimitives of, stream queue, OneDnnRoom room, Inputs in, INDArray result, Gradients to) {
        ConvolutionPrimitives.Chosen backward = of.byWeights();
        IntMemoryMap arguments = room.arguments(backward.scratchpad());
        arguments.put(DNNL_ARG_SRC, room.in(backward.pictures(), in.pictures));
        arguments.put(DNNL_ARG_DIFF_DST, room.in(backward.result(), result));
        memory given = room.out(backward.weights(), to.weights);
        arguments.put(DNNL_ARG_DIFF_WEIGHTS, given);
        if (to.bias != null) {
            arguments.put(DNNL_ARG_DIFF_BIAS, room.plain(of.bias, to.bias));
        }
        backward.work().execute(queue, arguments);
        room.copy(given, backward.weights(), to.weights);
    }
}
