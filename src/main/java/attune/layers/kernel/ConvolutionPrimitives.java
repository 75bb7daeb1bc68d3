package attune.layers.kernel;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.post_ops;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/**
 * One convolution in oneDNN: descriptions of ND4J's arrays, and primitives that have chosen their preferred layouts, made
 * when first used.
 */
final class ConvolutionPrimitives extends Primitives {
    /** Empty without a bias. */
    final memory.desc bias;

    private final @Nullable FlooredLeak activation;
    private final memory.desc pictures;
    private final memory.desc weights;
    private final memory.desc result;
    private final memory.desc anyPictures;
    private final memory.desc anyWeights;
    private final memory.desc anyResult;
    private final long[] strides;
    private final long[] dilations;
    private final long[] before;
    private final long[] after;
    private @Nullable Chosen forward;
    private @Nullable Chosen byPictures;
    private @Nullable Chosen byWeights;

    /**
     * What is computed.
     *
     * @param shape of the arrays
     * @param hasBias whether one is added
     * @param activation of the result; null for none
     */
    record Convolution(
            ConvolutionShape shape,
            boolean hasBias,
            @Nullable FlooredLeak activation) implements Task<ConvolutionPrimitives> {
        @Override
        public ConvolutionPrimitives on(engine cpu) {
            return new ConvolutionPrimitives(cpu, this);
        }
    }

    /**
     * A primitive, and the layouts it takes and gives.
     *
     * @param work oneDNN's
     * @param pictures or their gradient
     * @param weights or their gradient
     * @param result or its gradient
     * @param scratchpad of a call; null for none
     */
    record Chosen(
            primitive work,
            Reordering.Layout pictures,
            Reordering.Layout weights,
            Reordering.Layout result,
            memory.@Nullable desc scratchpad) {}

    private ConvolutionPrimitives(engine cpu, Convolution convolution) {
        super(cpu);
        this.activation = convolution.activation;
        ConvolutionShape shape = convolution.shape;
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
        bias = convolution.hasBias
                ? describe(new long[] {shape.outputs()}, memory.format_tag.a)
                : own(new memory.desc());
        strides = new long[] {rows.stride(), columns.stride()};
        dilations = new long[] {rows.dilation() - 1, columns.dilation() - 1}; // oneDNN counts what lies between
        before = new long[] {rows.before(), columns.before()};
        after = new long[] {rows.after(), columns.after()};
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

    private memory.desc describe(long[] sizes, memory.format_tag layout) {
        return own(new memory.desc(sizes, memory.data_type.f32, layout));
    }

    synchronized Chosen forward() {
        if (forward == null) {
            try (PointerScope local = new PointerScope()) {
                primitive_attr attributes = attributes();
                if (activation != null) {
                    attributes.set_post_ops(activating(activation));
                }
                convolution_forward.primitive_desc chosen = forward(attributes);
                forward = new Chosen(
                        own(new convolution_forward(chosen)),
                        in(pictures, own(chosen.src_desc())),
                        in(weights, own(chosen.weights_desc())),
                        out(result, own(chosen.dst_desc())),
                        scratchpad(chosen.scratchpad_desc()));
            }
        }
        return forward;
    }

    synchronized Chosen byPictures() {
        if (byPictures == null) {
            try (PointerScope local = new PointerScope()) {
                convolution_backward_data.primitive_desc chosen = new convolution_backward_data.primitive_desc(
                        cpu,
                        algorithm.convolution_direct,
                        anyPictures,
                        anyWeights,
                        anyResult,
                        strides,
                        dilations,
                        before,
                        after,
                        forward(new primitive_attr()),
                        attributes(),
                        false);
                byPictures = new Chosen(
                        own(new convolution_backward_data(chosen)),
                        out(pictures, own(chosen.diff_src_desc())),
                        in(weights, own(chosen.weights_desc())),
                        in(result, own(chosen.diff_dst_desc())),
                        scratchpad(chosen.scratchpad_desc()));
            }
        }
        return byPictures;
    }

    synchronized Chosen byWeights() {
        if (byWeights == null) {
            try (PointerScope local = new PointerScope()) {
                convolution_backward_weights.primitive_desc chosen = new convolution_backward_weights.primitive_desc(
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
                        forward(new primitive_attr()),
                        attributes(),
                        false);
                byWeights = new Chosen(
                        own(new convolution_backward_weights(chosen)),
                        in(pictures, own(chosen.src_desc())),
                        out(weights, own(chosen.diff_weights_desc())),
                        in(result, own(chosen.diff_dst_desc())),
                        scratchpad(chosen.scratchpad_desc()));
            }
        }
        return byWeights;
    }

    /** Also the hint that a backward primitive wants. */
    private convolution_forward.primitive_desc forward(primitive_attr attributes) {
        return new convolution_forward.primitive_desc(
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
                attributes,
                false);
    }

    private static post_ops activating(FlooredLeak activation) {
        post_ops then = new post_ops();
        then.append_eltwise(algorithm.eltwise_relu, activation.slope(), 0);
        then.append_eltwise(algorithm.eltwise_clip, activation.floor(), Float.MAX_VALUE);
        return then;
    }
}
