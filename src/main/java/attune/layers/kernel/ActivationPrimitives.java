package attune.layers.kernel;

import java.util.List;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.PointerScope;

/** The way back through an activation of any array of a size. */
final class ActivationPrimitives extends Primitives {
    /** How the array and its gradient lie. */
    final memory.desc values;
    /** One after the other, from the result and the gradient. */
    final List<primitive> back;

    /**
     * What is computed.
     *
     * @param activation with a result
     * @param length of the array
     */
    record Activation(FlooredLeak activation, long length) implements Task<ActivationPrimitives> {
        @Override
        public ActivationPrimitives on(engine cpu) {
            return new ActivationPrimitives(cpu, this);
        }
    }

    private ActivationPrimitives(engine cpu, Activation of) {
        super(cpu);
        values = own(new memory.desc(new long[] {of.length}, memory.data_type.f32, memory.format_tag.a));
        back = List.of(
                back(algorithm.eltwise_clip_v2_use_dst_for_bwd, of.activation.floor()),
                back(algorithm.eltwise_relu_use_dst_for_bwd, of.activation.slope()));
    }

    private primitive back(algorithm activation, float parameter) {
        try (PointerScope local = new PointerScope()) {
            eltwise_forward.primitive_desc forward = new eltwise_forward.primitive_desc(
                    cpu, prop_kind.forward_training, activation, values, values, parameter, Float.MAX_VALUE);
            return own(new eltwise_backward(new eltwise_backward.primitive_desc(
                    cpu, activation, values, values, values, parameter, Float.MAX_VALUE, forward)));
        }
    }
}
