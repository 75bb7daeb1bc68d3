package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One LSTM pass, left to right, on oneDNN (oneapi-src.github.io/oneDNN, "RNN"). Layouts as the library names them:
 * activations {@code tnc}, weights {@code ldigo}, bias {@code ldgo}, which for one layer and one direction are plain
 * row-major arrays.
 *
 * <p>Two traps of the library: without an explicit (zero) initial state the gradient of the recurrent weights is
 * silently wrong, and weight gradients are added to what is there, so they are zeroed first.
 */
final class OneDnnLstm implements AutoCloseable {
    private static final memory.data_type FLOAT = memory.data_type.f32;

    private final List<FloatPointer> taken = new ArrayList<>();
    private final List<Pointer> owned = new ArrayList<>();
    private final FloatBuffers buffers;
    private final engine cpu;
    private final LstmShape shape;
    private final boolean training;
    private final FloatPointer x;
    private final FloatPointer y;
    private final Layout layout;
    private final lstm_forward.primitive_desc description;
    private final memory weightsInput;
    private final memory weightsRecurrent;
    private final memory bias;
    private final memory zeroState;
    private final memory workspace;

    OneDnnLstm(engine cpu, FloatBuffers buffers, LstmShape shape, LstmWeights weights, boolean training) {
        this.cpu = cpu;
        this.buffers = buffers;
        this.shape = shape;
        this.training = training;
        layout = new Layout(shape, owned);
        x = take(shape.inputLength());
        y = take(shape.outputLength());
        weightsInput = own(new memory(layout.weightsInput, cpu, Rows.pointer(weights.input())));
        weightsRecurrent = own(new memory(layout.weightsRecurrent, cpu, Rows.pointer(weights.recurrent())));
        bias = own(new memory(layout.bias, cpu, Rows.pointer(weights.bias())));
        zeroState = own(zeroed(layout.state));
        description = own(describeForward());
        workspace = own(training ? pooled(description.workspace_desc()) : new memory());
    }

    LstmShape shape() {
        return shape;
    }

    /** Where the packed input goes before {@code forward}. */
    FloatPointer x() {
        return x;
    }

    /** Where the packed output is after {@code forward}. */
    FloatPointer y() {
        return y;
    }

    void forward(stream queue) {
        try (PointerScope local = new PointerScope()) {
            IntMemoryMap arguments = arguments(
                    inLayout(queue, weightsInput, description.weights_layer_desc()),
                    inLayout(queue, weightsRecurrent, description.weights_iter_desc()));
            new lstm_forward(description).execute(queue, arguments);
            queue._wait();
        }
    }

    void backward(stream queue, FloatPointer dy, FloatPointer dx, LstmWeights gradients) {
        if (!training) {
            throw new IllegalStateException("the forward pass was for inference: it kept nothing for a backward pass");
        }
        try (PointerScope local = new PointerScope()) {
            lstm_backward.primitive_desc backward = describeBackward();
            IntMemoryMap arguments = arguments(
                    inLayout(queue, weightsInput, backward.weights_layer_desc()),
                    inLayout(queue, weightsRecurrent, backward.weights_iter_desc()));
            memory dInput = zeroed(backward.diff_weights_layer_desc());
            memory dRecurrent = zeroed(backward.diff_weights_iter_desc());
            Pointer.memset(Rows.pointer(gradients.bias()), 0, gradients.bias().length() * Float.BYTES);
            arguments.put(DNNL_ARG_DIFF_DST_LAYER, new memory(layout.y, cpu, dy));
            arguments.put(DNNL_ARG_DIFF_SRC_LAYER, new memory(layout.x, cpu, dx));
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, dInput);
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, dRecurrent);
            arguments.put(DNNL_ARG_DIFF_BIAS, new memory(layout.bias, cpu, Rows.pointer(gradients.bias())));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER, zeroed(layout.state));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, zeroed(layout.state));
            new lstm_backward(backward).execute(queue, arguments);
            copy(queue, dInput, layout.weightsInput, gradients.input());
            copy(queue, dRecurrent, layout.weightsRecurrent, gradients.recurrent());
            queue._wait();
        }
    }

    @Override
    public void close() {
        owned.forEach(Pointer::close);
        owned.clear();
        taken.forEach(buffers::giveBack);
        taken.clear();
    }

    private lstm_forward.primitive_desc describeForward() {
        memory.desc none = new memory.desc();
        prop_kind kind = training ? prop_kind.forward_training : prop_kind.forward_inference;
        return new lstm_forward.primitive_desc(
                cpu,
                kind.value,
                rnn_direction.unidirectional_left2right.value,
                layout.x,
                layout.state,
                layout.state,
                layout.weightsInputAny,
                layout.weightsRecurrentAny,
                layout.bias,
                layout.y,
                none,
                none,
                new primitive_attr(),
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
                layout.state,
                layout.weightsInputAny,
                layout.weightsRecurrentAny,
                layout.bias,
                layout.y,
                none,
                none,
                layout.x,
                layout.state,
                layout.state,
                layout.weightsInputAny,
                layout.weightsRecurrentAny,
                layout.bias,
                layout.y,
                none,
                none,
                description,
                new primitive_attr(),
                false);
    }

    private IntMemoryMap arguments(memory input, memory recurrent) {
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC_LAYER, new memory(layout.x, cpu, x));
        arguments.put(DNNL_ARG_SRC_ITER, zeroState);
        arguments.put(DNNL_ARG_SRC_ITER_C, zeroState);
        arguments.put(DNNL_ARG_WEIGHTS_LAYER, input);
        arguments.put(DNNL_ARG_WEIGHTS_ITER, recurrent);
        arguments.put(DNNL_ARG_BIAS, bias);
        arguments.put(DNNL_ARG_DST_LAYER, new memory(layout.y, cpu, y));
        if (training) {
            arguments.put(DNNL_ARG_WORKSPACE, workspace);
        }
        return arguments;
    }

    /** The same matrix in the layout a primitive asks for. */
    private memory inLayout(stream queue, memory plain, memory.desc wanted) {
        if (wanted.equals(plain.get_desc())) {
            return plain;
        }
        memory laidOut = pooled(wanted);
        new reorder(plain, laidOut).execute(queue, plain, laidOut);
        return laidOut;
    }

    private void copy(stream queue, memory from, memory.desc layoutOfTarget, INDArray target) {
        memory plain = new memory(layoutOfTarget, cpu, Rows.pointer(target));
        new reorder(from, plain).execute(queue, from, plain);
    }

    private memory zeroed(memory.desc description) {
        memory zeros = pooled(description);
        Pointer.memset(zeros.get_data_handle(), 0, description.get_size());
        return zeros;
    }

    private memory pooled(memory.desc description) {
        return new memory(description, cpu, take((description.get_size() + Float.BYTES - 1) / Float.BYTES));
    }

    private <P extends Pointer> P own(P pointer) {
        owned.add(pointer);
        return pointer;
    }

    private FloatPointer take(long floats) {
        FloatPointer buffer = buffers.take(floats);
        taken.add(buffer);
        return buffer;
    }

    /** The memory descriptions of one shape. */
    private static final class Layout {
        final memory.desc x;
        final memory.desc y;
        final memory.desc state;
        final memory.desc weightsInput;
        final memory.desc weightsRecurrent;
        final memory.desc weightsInputAny;
        final memory.desc weightsRecurrentAny;
        final memory.desc bias;

        Layout(LstmShape shape, List<Pointer> owned) {
            long units = shape.units();
            long[] inputDims = {1, 1, shape.inputs(), 4, units};
            long[] recurrentDims = {1, 1, units, 4, units};
            memory.format_tag any = memory.format_tag.any;
            memory.format_tag plain = memory.format_tag.ldigo;
            x = describe(memory.format_tag.tnc, shape.frames(), shape.utterances(), shape.inputs());
            y = describe(memory.format_tag.tnc, shape.frames(), shape.utterances(), units);
            state = describe(memory.format_tag.ldnc, 1, 1, shape.utterances(), units);
            weightsInput = describe(plain, inputDims);
            weightsRecurrent = describe(plain, recurrentDims);
            weightsInputAny = describe(any, inputDims);
            weightsRecurrentAny = describe(any, recurrentDims);
            bias = describe(memory.format_tag.ldgo, 1, 1, 4, units);
            owned.addAll(
                    List.of(x, y, state, weightsInput, weightsRecurrent, weightsInputAny, weightsRecurrentAny, bias));
        }

        private static memory.desc describe(memory.format_tag tag, long... dims) {
            return new memory.desc(dims, FLOAT, tag);
        }
    }
}
