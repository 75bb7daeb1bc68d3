package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.lstm_backward;
import org.bytedeco.dnnl.lstm_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.bytedeco.dnnl.reorder;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One LSTM pass, left to right, on oneDNN (oneapi-src.github.io/oneDNN, "RNN"). Layouts in the library's names:
 * activations {@code tnc}, weights {@code ldigo}, bias {@code ldgo}, which for one layer and one direction are plain
 * row-major arrays. In a lower precision, activations and weights are converted to and from floats here; gradients,
 * bias and cell state are always floats.
 *
 * <p>Three traps of the library: without an explicit (zero) initial state the gradient of the recurrent weights is
 * silently wrong; weight gradients are accumulated, so they are zeroed first; and its inference primitive multiplies
 * the input frame by frame, which takes a third longer than the training primitive's single product, so the training
 * primitive serves both.
 */
final class OneDnnLstm implements AutoCloseable {
    private final List<FloatPointer> taken = new ArrayList<>();
    private final List<Pointer> owned = new ArrayList<>();
    private final OneDnn library;
    private final LstmShape shape;
    private final boolean training;
    private final @Nullable LstmState carried;
    private final primitive_attr attributes = own(new primitive_attr());
    private final OneDnnLayout floats;
    private final OneDnnLayout layout;
    private final FloatPointer x;
    private final FloatPointer y;
    private final lstm_forward.primitive_desc description;
    private final memory floatX;
    private final memory floatY;
    private final memory primitiveX;
    private final memory primitiveY;
    private final memory weightsInput;
    private final memory weightsRecurrent;
    private final memory bias;
    private final @Nullable KeptLayouts layouts;
    private final memory startState;
    private final memory startCell;
    private final memory workspace;

    /** A pass from a zero state. */
    OneDnnLstm(OneDnn library, LstmShape shape, LstmWeights weights, boolean training) {
        this(library, shape, weights, training, null);
    }

    /** A forward-only pass that continues from a state and replaces it with the final one. */
    OneDnnLstm(OneDnn library, LstmShape shape, LstmWeights weights, LstmState carried) {
        this(library, shape, weights, false, carried);
    }

    private OneDnnLstm(
            OneDnn library, LstmShape shape, LstmWeights weights, boolean training, @Nullable LstmState carried) {
        this.library = library;
        this.shape = shape;
        this.training = training;
        this.carried = carried;
        attributes.set_scratchpad_mode(scratchpad_mode.user);
        floats = new OneDnnLayout(shape, memory.data_type.f32);
        owned.addAll(floats.owned());
        boolean isFloat = library.precision() == memory.data_type.f32;
        layout = isFloat ? floats : new OneDnnLayout(shape, library.precision());
        if (!isFloat) {
            owned.addAll(layout.owned());
        }
        x = take(shape.inputLength());
        y = take(shape.outputLength());
        floatX = own(new memory(floats.x, library.cpu(), x));
        floatY = own(new memory(floats.y, library.cpu(), y));
        primitiveX = isFloat ? floatX : own(pooled(layout.x));
        primitiveY = isFloat ? floatY : own(pooled(layout.y));
        weightsInput = own(plain(floats.weightsInput, weights.input()));
        weightsRecurrent = own(plain(floats.weightsRecurrent, weights.recurrent()));
        bias = own(plain(floats.bias, weights.bias()));
        layouts = weights.layouts();
        startState = own(zeroed(layout.state));
        startCell = own(zeroed(floats.state));
        description = own(describeForward());
        workspace = own(pooled(description.workspace_desc()));
    }

    LstmShape shape() {
        return shape;
    }

    /** The packed input, to be filled before {@code forward}. */
    FloatPointer x() {
        return x;
    }

    /** The packed output, valid after {@code forward}. */
    FloatPointer y() {
        return y;
    }

    void forward(stream queue) {
        int kept = taken.size();
        try (PointerScope local = new PointerScope()) {
            convert(queue, floatX, primitiveX);
            memory.desc inputLayout = description.weights_layer_desc();
            memory.desc recurrentLayout = description.weights_iter_desc();
            IntMemoryMap arguments = layouts == null
                    ? arguments(
                            inLayout(queue, weightsInput, inputLayout),
                            inLayout(queue, weightsRecurrent, recurrentLayout))
                    : arguments(
                            layouts.input(inputLayout, () -> laidOut(queue, weightsInput, inputLayout)),
                            layouts.recurrent(
                                    recurrentLayout, () -> laidOut(queue, weightsRecurrent, recurrentLayout)));
            arguments.put(DNNL_ARG_SCRATCHPAD, pooled(description.scratchpad_desc()));
            if (carried == null) {
                new lstm_forward(description).execute(queue, arguments);
            } else {
                goOn(queue, carried, arguments);
            }
            convert(queue, primitiveY, floatY);
            queue._wait();
        } finally {
            giveBackFrom(kept);
        }
    }

    private void goOn(stream queue, LstmState state, IntMemoryMap arguments) {
        memory output = plain(floats.state, state.output());
        memory cell = plain(floats.state, state.cell());
        convert(queue, output, startState);
        convert(queue, cell, startCell);
        memory endState = pooled(layout.state);
        memory endCell = pooled(floats.state);
        arguments.put(DNNL_ARG_DST_ITER, endState);
        arguments.put(DNNL_ARG_DST_ITER_C, endCell);
        new lstm_forward(description).execute(queue, arguments);
        convert(queue, endState, output);
        convert(queue, endCell, cell);
    }

    void backward(stream queue, FloatPointer dy, FloatPointer dx, LstmWeights gradients) {
        if (!training) {
            throw new IllegalStateException("no backward pass can follow a forward pass for inference");
        }
        int kept = taken.size();
        try (PointerScope local = new PointerScope()) {
            lstm_backward.primitive_desc backward = describeBackward();
            IntMemoryMap arguments = arguments(
                    inLayout(queue, weightsInput, backward.weights_layer_desc()),
                    inLayout(queue, weightsRecurrent, backward.weights_iter_desc()));
            memory dInput = zeroed(backward.diff_weights_layer_desc());
            memory dRecurrent = zeroed(backward.diff_weights_iter_desc());
            memory dBias = plain(floats.bias, gradients.bias());
            zero(dBias);
            arguments.put(DNNL_ARG_DIFF_DST_LAYER, new memory(floats.y, library.cpu(), dy));
            arguments.put(DNNL_ARG_DIFF_SRC_LAYER, new memory(floats.x, library.cpu(), dx));
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, dInput);
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, dRecurrent);
            arguments.put(DNNL_ARG_DIFF_BIAS, dBias);
            arguments.put(DNNL_ARG_DIFF_SRC_ITER, zeroed(floats.state));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, zeroed(floats.state));
            arguments.put(DNNL_ARG_SCRATCHPAD, pooled(backward.scratchpad_desc()));
            new lstm_backward(backward).execute(queue, arguments);
            convert(queue, dInput, plain(floats.weightsInput, gradients.input()));
            convert(queue, dRecurrent, plain(floats.weightsRecurrent, gradients.recurrent()));
            queue._wait();
        } finally {
            giveBackFrom(kept);
        }
    }

    @Override
    public void close() {
        owned.forEach(Pointer::close);
        owned.clear();
        giveBackFrom(0);
    }

    /** Gives back all buffers from this index on. */
    private void giveBackFrom(int first) {
        List<FloatPointer> rest = taken.subList(first, taken.size());
        rest.forEach(library.buffers()::giveBack);
        rest.clear();
    }

    private lstm_forward.primitive_desc describeForward() {
        memory.desc none = new memory.desc();
        boolean goesOn = carried != null;
        return new lstm_forward.primitive_desc(
                library.cpu(),
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
                attributes,
                false);
    }

    private lstm_backward.primitive_desc describeBackward() {
        memory.desc none = new memory.desc();
        return new lstm_backward.primitive_desc(
                library.cpu(),
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
                attributes,
                false);
    }

    private IntMemoryMap arguments(memory input, memory recurrent) {
        IntMemoryMap arguments = new IntMemoryMap();
        arguments.put(DNNL_ARG_SRC_LAYER, primitiveX);
        arguments.put(DNNL_ARG_SRC_ITER, startState);
        arguments.put(DNNL_ARG_SRC_ITER_C, startCell);
        arguments.put(DNNL_ARG_WEIGHTS_LAYER, input);
        arguments.put(DNNL_ARG_WEIGHTS_ITER, recurrent);
        arguments.put(DNNL_ARG_BIAS, bias);
        arguments.put(DNNL_ARG_DST_LAYER, primitiveY);
        arguments.put(DNNL_ARG_WORKSPACE, workspace);
        return arguments;
    }

    /** The same matrix in the layout and precision a primitive asks for. */
    private memory inLayout(stream queue, memory plain, memory.desc wanted) {
        if (wanted.equals(plain.get_desc())) {
            return plain;
        }
        memory laidOut = pooled(wanted);
        convert(queue, plain, laidOut);
        return laidOut;
    }

    /** The same in memory of its own. */
    private memory laidOut(stream queue, memory plain, memory.desc wanted) {
        memory laidOut = new memory(wanted, library.cpu());
        new reorder(plain, laidOut).execute(queue, plain, laidOut);
        queue._wait();
        return laidOut;
    }

    private static void convert(stream queue, memory from, memory to) {
        if (!from.get_data_handle().equals(to.get_data_handle())) {
            new reorder(from, to).execute(queue, from, to);
        }
    }

    private memory plain(memory.desc description, INDArray array) {
        return new memory(description, library.cpu(), HostMemory.pointer(array));
    }

    private memory zeroed(memory.desc description) {
        memory zeros = pooled(description);
        zero(zeros);
        return zeros;
    }

    private static void zero(memory values) {
        Pointer.memset(values.get_data_handle(), 0, values.get_desc().get_size());
    }

    private memory pooled(memory.desc description) {
        FloatPointer room = take((description.get_size() + Float.BYTES - 1) / Float.BYTES);
        return new memory(description, library.cpu(), room);
    }

    private <P extends Pointer> P own(P pointer) {
        owned.add(pointer);
        return pointer;
    }

    private FloatPointer take(long floats) {
        FloatPointer buffer = library.buffers().take(floats);
        taken.add(buffer);
        return buffer;
    }
}
