package attune.layers.kernel;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;

/**
 * oneDNN's descriptions of one convolution: of ND4J's arrays, and of primitives free to choose their preferred layouts.
 * Create inside a PointerScope, which frees them; the library caches the expensive parts of primitives.
 */
final class ConvolutionDescriptions {
    final memory.desc pictures;
    final memory.desc weights;
    final memory.desc result;
    /** Empty without a bias. */
    final memory.desc bias;
    /** The hint for the backward primitives. */
    final convolution_forward.primitive_desc forward;

    private final engine cpu;
    private final memory.desc anyPictures;
    private final memory.desc anyWeights;
    private final memory.desc anyResult;
    private final long[] strides;
    private final long[] dilations;
    private final long[] before;
    private final long[] after;

    /** A convolution followed by nothing. */
    ConvolutionDescriptions(engine cpu, ConvolutionShape shape, boolean hasBias) {
        this(cpu, shape, hasBias, new primitive_attr());
    }

    ConvolutionDescriptions(engine cpu, ConvolutionShape shape, boolean hasBias, primitive_attr then) {
        this.cpu = cpu;
        ConvolutionShape.Side rows = shape.rows();
        ConvolutionShape.Side columns = shape.columns();
        long[] in = {shape.pictures(), shape.inputs(), rows.in(), columns.in()};
        long[] out = {shape.pictures(), shape.outputs(), rows.out(), columns.out()};
        long[] kernel = {shape.outputs(), shape.inputs(), rows.kernel(), columns.kernel()};
        pictures = describe(in, plain(shape));
        anyPictures = describe(in, free(shape));
        weights = describe(kernel, memory.format_tag.oihw);
        anyWeights = describe(kernel, memory.format_tag.any);
        result = describe(out, plain(shape));
        anyResult = describe(out, free(shape));
        bias = hasBias ? describe(new long[] {shape.outputs()}, memory.format_tag.a) : new memory.desc();
        strides = new long[] {rows.stride(), columns.stride()};
        dilations = new long[] {rows.dilation() - 1, columns.dilation() - 1}; // oneDNN counts what lies between
        before = new long[] {rows.before(), columns.before()};
        after = new long[] {rows.after(), columns.after()};
        forward = new convolution_forward.primitive_desc(
                cpu,
                prop_kind.forward_training,
                algorithm.convolution_direct,
                anyPictures,
                anyWeights,
                bias,
                anyResult,
                strides,
                dilations,
                before,
                after,
                then,
                false);
    }

    private static memory.format_tag plain(ConvolutionShape shape) {
        return shape.layout() == ConvolutionShape.Layout.CHANNELS_FIRST
                ? memory.format_tag.nchw
                : memory.format_tag.nhwc;
    }

    /** Channels last suits the primitives as it is; of channels first they make copies in blocks. */
    private static memory.format_tag free(ConvolutionShape shape) {
        return shape.layout() == ConvolutionShape.Layout.CHANNELS_FIRST ? memory.format_tag.any : plain(shape);
    }

    private static memory.desc describe(long[] sizes, memory.format_tag layout) {
        return new memory.desc(sizes, memory.data_type.f32, layout);
    }

    convolution_backward_data.primitive_desc backwardByPictures() {
        return new convolution_backward_data.primitive_desc(
                cpu,
                algorithm.convolution_direct,
                anyPictures,
                anyWeights,
                anyResult,
                strides,
                dilations,
                before,
                after,
                forward);
    }

    convolution_backward_weights.primitive_desc backwardByWeights() {
        return new convolution_backward_weights.primitive_desc(
                cpu,
                algorithm.convolution_direct,
                anyPictures,
                anyWeights,
                bias,
                anyResult,
                strides,
                dilations,
                before,
                after,
                forward);
    }
}
