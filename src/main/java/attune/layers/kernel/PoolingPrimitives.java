package attune.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** Maxima over windows in oneDNN, forward and backward, made when first used. */
final class PoolingPrimitives extends Primitives {
    private static final long[] NONE = {0, 0};

    final memory.desc pictures;
    final memory.desc maxima;
    private final long[] window;
    private @Nullable primitive forward;
    private @Nullable Back back;

    /**
     * What is computed.
     *
     * @param of the windows
     */
    record Maxima(PoolingKernel.Windows of) implements Task<PoolingPrimitives> {
        @Override
        public PoolingPrimitives on(engine cpu) {
            return new PoolingPrimitives(cpu, of);
        }
    }

    /**
     * The way back.
     *
     * @param again the way forward, which finds where the maxima are
     * @param places description of that
     * @param work the way back
     */
    record Back(primitive again, memory.desc places, primitive work) {}

    private PoolingPrimitives(engine cpu, PoolingKernel.Windows of) {
        super(cpu);
        window = new long[] {of.windowRows(), of.windowColumns()};
        pictures = describe(of, of.rows(), of.columns());
        maxima = describe(of, of.rows() / window[0], of.columns() / window[1]);
    }

    private memory.desc describe(PoolingKernel.Windows of, long high, long wide) {
        return own(new memory.desc(
                new long[] {of.count(), of.channels(), high, wide}, memory.data_type.f32, memory.format_tag.nhwc));
    }

    synchronized primitive forward() {
        if (forward == null) {
            try (PointerScope local = new PointerScope()) {
                forward = own(new pooling_forward(forward(prop_kind.forward_inference)));
            }
        }
        return forward;
    }

    synchronized Back back() {
        if (back == null) {
            try (PointerScope local = new PointerScope()) {
                pooling_forward.primitive_desc again = forward(prop_kind.forward_training);
                back = new Back(
                        own(new pooling_forward(again)),
                        own(again.workspace_desc()),
                        own(new pooling_backward(new pooling_backward.primitive_desc(
                                cpu,
                                algorithm.pooling_max,
                                pictures,
                                maxima,
                                window,
                                window,
                                NONE,
                                NONE,
                                NONE,
                                again))));
            }
        }
        return back;
    }

    private pooling_forward.primitive_desc forward(prop_kind kind) {
        return new pooling_forward.primitive_desc(
                cpu, kind, algorithm.pooling_max, pictures, maxima, window, window, NONE, NONE, NONE);
    }
}
