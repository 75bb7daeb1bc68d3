package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.*;

import attune.backend.HostMemory;
import java.util.ArrayList;
import java.util.List;
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
    private final List<FloatPointer> taken = new ArrayList<>();
    private final List<Pointer> owned = new ArrayList<>();
    private final OneDnn library;
    private final LstmShape shape;
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
        loan = library.primitives().lend(new LstmPrimitives.Lstm(shape, library.precision(), carried != null));
        primitives = loan.primitives();
        floats = primitives.floats;
        x = take(shape.inputLength());
        y = take(shape.outputLength());
        floatX = own(new memory(floats.x, library.cpu(), x));
        floatY = own(new memory(floats.y, library.cpu(), y));
        primitiveX = primitives.inputs == null ? floatX : own(pooled(primitives.layout.x));
        primitiveY = primitives.outputs == null ? floatY : own(pooled(primitives.layout.y));
        weightsInput = own(plain(floats.weightsInput, weights.input()));
        weightsRecurrent = own(plain(floats.weightsRecurrent, weights.recurrent()));
        bias = own(plain(floats.bias, weights.bias()));
        layouts = weights.layouts();
        startState = own(zeroed(primitives.layout.state));
        startCell = own(zeroed(floats.state));
        workspace = own(pooled(primitives.forward.workspace()));
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
            convert(queue, primitives.inputs, floatX, primitiveX);
            LstmPrimitives.Forward forward = primitives.forward;
            IntMemoryMap arguments = layouts == null
                    ? arguments(
                            inLayout(queue, weightsInput, forward.input()),
                            inLayout(queue, weightsRecurrent, forward.recurrent()))
                    : arguments(
                            layouts.input(
                                    forward.input().wanted(), () -> laidOut(queue, weightsInput, forward.input())),
                            layouts.recurrent(
                                    forward.recurrent().wanted(),
                                    () -> laidOut(queue, weightsRecurrent, forward.recurrent())));
            addScratchpad(arguments, forward.scratchpad());
            if (carried == null) {
                forward.work().execute(queue, arguments);
            } else {
                goOn(queue, carried, arguments);
            }
            convert(queue, primitives.outputs, primitiveY, floatY);
            queue._wait();
        } finally {
            giveBackFrom(kept);
        }
    }

    private void goOn(stream queue, LstmState state, IntMemoryMap arguments) {
        LstmPrimitives.States states = primitives.states();
        memory output = plain(floats.state, state.output());
        memory cell = plain(floats.state, state.cell());
        convert(queue, states.outputIn(), output, startState);
        convert(queue, states.cell(), cell, startCell);
        memory endState = pooled(primitives.layout.state);
        memory endCell = pooled(floats.state);
        arguments.put(DNNL_ARG_DST_ITER, endState);
        arguments.put(DNNL_ARG_DST_ITER_C, endCell);
        primitives.forward.work().execute(queue, arguments);
        convert(queue, states.outputOut(), endState, output);
        convert(queue, states.cell(), endCell, cell);
    }

    void backward(stream queue, FloatPointer dy, FloatPointer dx, LstmWeights gradients) {
        if (!training) {
            throw new IllegalStateException("no backward pass can follow a forward pass for inference");
        }
        int kept = taken.size();
        try (PointerScope local = new PointerScope()) {
            LstmPrimitives.Backward backward = primitives.backward();
            IntMemoryMap arguments = arguments(
                    inLayout(queue, weightsInput, backward.input()),
                    inLayout(queue, weightsRecurrent, backward.recurrent()));
            memory dInput = gradient(backward.inputGradient(), gradients.input());
            memory dRecurrent = gradient(backward.recurrentGradient(), gradients.recurrent());
            memory dBias = plain(floats.bias, gradients.bias());
            zero(dBias);
            arguments.put(DNNL_ARG_DIFF_DST_LAYER, new memory(floats.y, library.cpu(), dy));
            arguments.put(DNNL_ARG_DIFF_SRC_LAYER, new memory(floats.x, library.cpu(), dx));
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_LAYER, dInput);
            arguments.put(DNNL_ARG_DIFF_WEIGHTS_ITER, dRecurrent);
            arguments.put(DNNL_ARG_DIFF_BIAS, dBias);
            arguments.put(DNNL_ARG_DIFF_SRC_ITER, zeroed(floats.state));
            arguments.put(DNNL_ARG_DIFF_SRC_ITER_C, zeroed(floats.state));
            addScratchpad(arguments, backward.scratchpad());
            backward.work().execute(queue, arguments);
            convert(queue, backward.inputGradient().copy(), dInput, plain(floats.weightsInput, gradients.input()));
            convert(
                    queue,
                    backward.recurrentGradient().copy(),
                    dRecurrent,
                    plain(floats.weightsRecurrent, gradients.recurrent()));
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
        loan.close();
    }

    /** Gives back all buffers from this index on. */
    private void giveBackFrom(int first) {
        List<FloatPointer> rest = taken.subList(first, taken.size());
        rest.forEach(library.buffers()::giveBack);
        rest.clear();
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

    private void addScratchpad(IntMemoryMap arguments, memory.@Nullable desc scratchpad) {
        if (scratchpad != null) {
            arguments.put(DNNL_ARG_SCRATCHPAD, pooled(scratchpad));
        }
    }

    /** The same matrix in the layout and precision a primitive asks for. */
    private memory inLayout(stream queue, memory plain, Reordering.Layout layout) {
        if (layout.copy() == null) {
            return plain;
        }
        memory laidOut = pooled(layout.wanted());
        convert(queue, layout.copy(), plain, laidOut);
        return laidOut;
    }

    /** The same in memory of its own. */
    private memory laidOut(stream queue, memory plain, Reordering.Layout layout) {
        memory laidOut = new memory(layout.wanted(), library.cpu());
        if (layout.copy() == null) {
            Pointer.memcpy(
                    laidOut.get_data_handle(),
                    plain.get_data_handle(),
                    layout.wanted().get_size());
        } else {
            convert(queue, layout.copy(), plain, laidOut);
            queue._wait();
        }
        return laidOut;
    }

    /** Zeros to which a primitive adds: the array itself if it is in the layout wanted. */
    private memory gradient(Reordering.Layout layout, INDArray array) {
        memory sums = layout.copy() == null ? plain(layout.plain(), array) : pooled(layout.wanted());
        zero(sums);
        return sums;
    }

    private void convert(stream queue, @Nullable Reordering conversion, memory from, memory to) {
        if (conversion != null) {
            conversion.run(queue, from, to, this::pooled);
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
