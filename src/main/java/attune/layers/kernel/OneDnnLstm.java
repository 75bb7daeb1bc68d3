package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import org.bytedeco.dnnl.IntMemoryMap;
import org.bytedeco.dnnl.memory;
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
    private final OneDnn library;
    private final OneDnnMemory kept;
    private final LstmShape shape;
    private final LstmWeights weights;
    private final boolean training;
    private final @Nullable LstmState carried;
    private final KeptPrimitives.Loan<LstmPrimitives> loan;
    private final LstmPrimitives primitives;
    private final OneDnnLayout floats;
    private final FloatPointer x;
    private final FloatPointer y;
    private final memory floatX;
    private final memory floatY;
    private final memory primitiveX;
    private final memory primitiveY;
    private final memory bias;
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
        this.kept = new OneDnnMemory(library);
        this.shape = shape;
        this.weights = weights;
        this.training = training;
        this.carried = carried;
        loan = library.primitives().lend(new LstmPrimitives.Lstm(shape, library.precision(), carried != null));
        try {
            primitives = loan.primitives();
            floats = primitives.floats;
            x = kept.buffer(shape.inputLength());
            y = kept.buffer(shape.outputLength());
            floatX = kept.over(floats.x, x);
            floatY = kept.over(floats.y, y);
            primitiveX = primitives.inputs == null ? floatX : kept.pooled(primitives.layout.x);
            primitiveY = primitives.outputs == null ? floatY : kept.pooled(primitives.layout.y);
            bias = kept.plain(floats.bias, weights.bias());
            startState = kept.zeroed(primitives.layout.state);
            startCell = kept.zeroed(floats.state);
            workspace = kept.pooled(primitives.forward.workspace());
        } catch (RuntimeException | Error e) { // such as no memory left
            close();
            throw e;
        }
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
        try (PointerScope local = new PointerScope();
                OneDnnRoom room = new OneDnnRoom(library, queue)) {
            room.convert(primitives.inputs, floatX, primitiveX);
            LstmPrimitives.Forward forward = primitives.forward;
            KeptLayouts layouts = weights.layouts();
            IntMemoryMap arguments = layouts == null
                    ? arguments(
                            room,
                            forward.scratchpad(),
                            room.in(forward.input(), weights.input()),
                            room.in(forward.recurrent(), weights.recurrent()))
                    : arguments(
                            room,
                            forward.scratchpad(),
                            layouts.input(
                                    forward.input().wanted(), () -> laidOut(queue, forward.input(), weights.input())),
                            layouts.recurrent(
                                    forward.recurrent().wanted(),
                                    () -> laidOut(queue, forward.recurrent(), weights.recurrent())));
            if (carried == null) {
                forward.work().execute(queue, arguments);
            } else {
                goOn(queue, room, carried, arguments);
            }
            room.convert(primitives.outputs, primitiveY, floatY);
        }
    }

    private void goOn(stream queue, OneDnnRoom room, LstmState state, IntMemoryMap arguments) {
        LstmPrimitives.States states = primitives.states();
        memory output = room.plain(floats.state, state.output());
        memory cell = room.plain(floats.state, state.cell());
        room.convert(states.outputIn(), output, startState);
        room.convert(states.cell(), cell, startCell);
        memory endState = room.pooled(primitives.layout.state);
        memory endCell = room.pooled(floats.state);
        arguments.put(DNNL_ARG_DST_ITER, endState);
        arguments.put(DNNL_ARG_DST_ITER_C, endCell);
        primitives.forward.work().execute(queue, arguments);
        room.convert(states.outputOut(), endState, output);
        room.convert(states.cell(), endCell, cell);
    }

    void backward(stream queue, FloatPointer dy, FloatPointer dx, LstmWeights gradients) {
        if (!training) {
            throw new IllegalStateException("no backward pass can follow a forward pass for inference");
        }
        try (PointerScope local = new PointerScope();
                OneDnnRoom room = new OneDnnRoom(library, queue)) {
            LstmPrimitives.Backward backward = primitives.backward();
            IntMemoryMap arguments = arguments(
                    room,
                    backward.scratchpad(),
                    room.in(backward.input(), weights.input()),
                    room.in(backward.recurrent(), weights.recurrent()));
            memory dInput = sums(room.out(backward.inputGradient(), gradients.input()));
            memory dRecurrent = sums(room.out(backward.recurrentGradient(), gradients.recurrent()));
            arguments.put(DNNL_ARG_DIFF_DST_LAYER, room.over(floats.y, dy));
            arguments.put(DNNL_ARG_DIFF_SRC_LAYER, room.over(floats.x, dx));
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, dInput);
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, dRecurrent);
            arguments.put(DNNL_ARG_DIFF_BIAS, sums(room.plain(floats.bias, gradients.bias())));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER, room.zeroed(floats.state));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, room.zeroed(floats.state));
            backward.work().execute(queue, arguments);
            room.copy(dInput, backward.inputGradient(), gradients.input());
            room.copy(dRecurrent, backward.recurrentGradient(), gradients.recurrent());
        }
    }

    @Override
    public void close() {
        kept.close();
        loan.close();
    }

    private IntMemoryMap arguments(OneDnnRoom room, memory.@Nullable desc scratchpad, memory input, memory recurrent) {
        IntMemoryMap arguments = room.arguments(scratchpad);
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

    /** A matrix in the layout and precision a primitive asks for, in memory of its own. */
    private memory laidOut(stream queue, Reordering.Layout layout, INDArray array) {
        memory laidOut = new memory(layout.wanted(), library.cpu());
        try (OneDnnRoom room = new OneDnnRoom(library, queue)) {
            memory plain = room.plain(layout.plain(), array);
            if (layout.copy() == null) {
                Pointer.memcpy(
                        laidOut.get_data_handle(),
                        plain.get_data_handle(),
                        layout.wanted().get_size());
            } else {
                room.convert(layout.copy(), plain, laidOut);
            }
        }
        return laidOut;
    }

    /** Zeros to which a primitive adds. */
    private static memory sums(memory to) {
        OneDnnMemory.zero(to);
        return to;
    }
}
