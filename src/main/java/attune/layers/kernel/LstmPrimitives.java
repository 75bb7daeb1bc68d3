package attune.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl.prop_kind;
import org.bytedeco.dnnl.global.dnnl.rnn_direction;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;

/** oneDNN's LSTM of one shape, left to right; the way back is made when first used. */
final class LstmPrimitives extends Primitives {
    final OneDnnLayout floats;
    final OneDnnLayout layout;
    final Forward forward;
    /** Copies activations to the precision of the primitives, {@link #outputs} back from it; null where that is float. */
    final @Nullable Reordering inputs;

    final @Nullable Reordering outputs;
    private final lstm_forward.primitive_desc description;
    private @Nullable Backward backward;
    private @Nullable States states;

    /**
     * What is computed.
     *
     * @param shape of the arrays
     * @param precision of activations and weights inside
     * @param goesOn whether it gives its last state
     */
    record Lstm(LstmShape shape, memory.data_type precision, boolean goesOn) implements Task<LstmPrimitives> {
        @Override
        public LstmPrimitives on(engine cpu) {
            return new LstmPrimitives(cpu, this);
        }
    }

    /**
     * The way forward.
     *
     * @param work oneDNN's
     * @param input weights
     * @param recurrent weights
     * @param workspace what the way back needs
     * @param scratchpad of a call; null for none
     */
    record Forward(
            primitive work,
            Reordering.Layout input,
            Reordering.Layout recurrent,
            memory.desc workspace,
            memory.@Nullable desc scratchpad) {}

    /**
     * The way back.
     *
     * @param work oneDNN's
     * @param input weights
     * @param recurrent weights
     * @param inputGradient of those weights
     * @param recurrentGradient of those weights
     * @param scratchpad of a call; null for none
     */
    record Backward(
            primitive work,
            Reordering.Layout input,
            Reordering.Layout recurrent,
            Reordering.Layout inputGradient,
            Reordering.Layout recurrentGradient,
            memory.@Nullable desc scratchpad) {}

    /**
     * Copies of a state that is carried on.
     *
     * @param outputIn before the first frame
     * @param outputOut after the last
     * @param cell before and after
     */
    record States(Reordering outputIn, Reordering outputOut, Reordering cell) {}

    private LstmPrimitives(engine cpu, Lstm of) {
        super(cpu);
        floats = new OneDnnLayout(of.shape, memory.data_type.f32);
        floats.owned().forEach(this::own);
        boolean isFloat = of.precision == memory.data_type.f32;
        layout = isFloat ? floats : new OneDnnLayout(of.shape, of.precision);
        if (!isFloat) {
            layout.owned().forEach(this::own);
        }
        inputs = isFloat ? null : reordering(floats.x, layout.x);
        outputs = isFloat ? null : reordering(layout.y, floats.y);
        try (PointerScope local = new PointerScope()) {
            description = own(describeForward(of.goesOn));
            forward = new Forward(
                    own(new lstm_forward(description)),
                    in(floats.weightsInput, own(description.weights_layer_desc())),
                    in(floats.weightsRecurrent, own(description.weights_iter_desc())),
                    own(description.workspace_desc()),
                    scratchpad(description.scratchpad_desc()));
        }
    }

    synchronized Backward backward() {
        if (backward == null) {
            try (PointerScope local = new PointerScope()) {
                lstm_backward.primitive_desc chosen = describeBackward();
                backward = new Backward(
                        own(new lstm_backward(chosen)),
                        in(floats.weightsInput, own(chosen.weights_layer_desc())),
                        in(floats.weightsRecurrent, own(chosen.weights_iter_desc())),
                        out(floats.weightsInput, own(chosen.diff_weights_layer_desc())),
                        out(floats.weightsRecurrent, own(chosen.diff_weights_iter_desc())),
                        scratchpad(chosen.scratchpad_desc()));
            }
        }
        return backward;
    }

    synchronized States states() {
        if (states == null) {
            states = new States(
                    reordering(floats.state, layout.state),
                    reordering(layout.state, floats.state),
                    reordering(floats.state, floats.state));
        }
        return states;
    }

    private lstm_forward.primitive_desc describeForward(boolean goesOn) {
        memory.desc none = new memory.desc();
        return new lstm_forward.primitive_desc(
                cpu,
                prop_kind.forward_training.value,
                rnn_direction.unidirectional_left2right.value,
                layout.x,
                layout.state,
                floats.state,
                layout.weightsInputAny,
                layout.weightsRecurrentAny,
                floats.bias,
                layout.y,
                goesOn ? layout.state : none,
                goesOn ? floats.state : none,
                attributes(),
                false);
    }

    private lstm_backward.primitive_desc describeBackward() {
        memory.desc none = new memory.desc();
        return new lstm_backward.primitive_desc(
                cpu,
                prop_kind.backward.value,
                rnn_direction.unidirectional_left2right.value,
                layout.x,
                layout.state,
                floats.state,
                layout.weightsInputAny,
                layout.weightsRecurrentAny,
                floats.bias,
                layout.y,
                none,
                none,
                floats.x,
                floats.state,
                floats.state,
                floats.weightsInputAny,
                floats.weightsRecurrentAny,
                floats.bias,
                floats.y,
                none,
                none,
                description,
                attributes(),
                false);
    }
}
