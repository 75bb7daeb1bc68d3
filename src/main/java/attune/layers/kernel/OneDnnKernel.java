package attune.layers.kernel;

import static org.bytedeco.dnnl.global.dnnl.dnnl_cpu_isa_avx512_core_bf16;
import static org.bytedeco.dnnl.global.dnnl.dnnl_get_effective_cpu_isa;

import attune.backend.QuietExit;
import java.util.function.Function;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The kernel on oneDNN's LSTM primitives, for float networks on the CPU. Parameters and their gradients are read and
 * written in place; activations are copied once each way, which also reverses them for the backward direction.
 */
final class OneDnnKernel implements RecurrentKernel {
    /** Room for the passes of a few layers of a large batch; idle memory beyond it returns to the system. */
    private static final long IDLE_BUFFER_BYTES = 1L << 30;

    /** Enough for the layers of a network in batches of some tens of shapes. */
    private static final int MOST_PRIMITIVES = 256;

    /** From this many units on, cores share each product rather than divide the batch. */
    private static final int UNITS_TO_SHARE = 1024;

    /** The same where a batch is too small to be divided; below, sharing costs more than it saves. */
    private static final int UNITS_WORTH_SHARING = 512;

    /**
     * Layers of more units train faster in float: in bfloat16 the backward primitive adds to the weights' gradients frame by
     * frame, and these no longer fit into the cache.
     */
    private static final int WIDEST_TRAINED_IN_BFLOAT16 = 512;

    private final OneDnn library;
    private final String name;
    private final @Nullable RecurrentKernel trainsWide;
    private final ThreadLocal<stream> streams = ThreadLocal.withInitial(this::streamOfThisThread);
    private final QuietExit exit = QuietExit.install();

    private OneDnnKernel(String name, memory.data_type precision, @Nullable RecurrentKernel trainsWide) {
        this.name = name;
        this.trainsWide = trainsWide;
        this.library = OneDnn.with(IDLE_BUFFER_BYTES, MOST_PRIMITIVES, precision);
    }

    static OneDnnKernel inFloat() {
        return new OneDnnKernel("onednn", memory.data_type.f32, null);
    }

    /**
     * Uses bfloat16 (three decimal digits) for activations and weights in the products, on a CPU with bfloat16 arithmetic:
     * takes half of float's time without a backward pass, seven tenths with one.
     *
     * @param inFloat trains layers that are too wide to gain by it
     */
    static OneDnnKernel inBfloat16(RecurrentKernel inFloat) {
        return new OneDnnKernel("onednn-bf16", memory.data_type.bf16, inFloat);
    }

    /** Whether this CPU has bfloat16 arithmetic. */
    static boolean hasBfloat16() {
        return (dnnl_get_effective_cpu_isa() & dnnl_cpu_isa_avx512_core_bf16) == dnnl_cpu_isa_avx512_core_bf16;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Pass forward(Sequences x, LstmWeights weights, INDArray y, Mode mode) {
        int units = weights.units();
        if (trainsWide != null && mode.training() && units > WIDEST_TRAINED_IN_BFLOAT16) {
            return trainsWide.forward(x, weights, y, mode);
        }
        if (units < UNITS_TO_SHARE && DividedKernel.parts(x, mode.cores()) > 1) {
            return new DividedKernel(this).forward(x, weights, y, mode);
        }
        LstmShape shape = new LstmShape(x.frames(), x.utterances(), weights.inputs(), units);
        int cores = units < UNITS_WORTH_SHARING ? 1 : mode.cores();
        return run(cores, queue -> {
            OneDnnLstm lstm = new OneDnnLstm(library, shape, weights, mode.training());
            try {
                Rows.pack(x, lstm.x());
                lstm.forward(queue);
                Rows.unpack(lstm.y(), x.over(y));
                return new OneDnnPass(lstm, x, cores);
            } catch (RuntimeException | Error e) {
                lstm.close();
                throw e;
            }
        });
    }

    @Override
    public void goOn(LstmState state, Sequences x, LstmWeights weights, INDArray y) {
        x.requireEndless();
        LstmShape shape = new LstmShape(x.frames(), x.utterances(), weights.inputs(), weights.units());
        run(1, queue -> {
            try (OneDnnLstm lstm = new OneDnnLstm(library, shape, weights, state)) {
                Rows.pack(x, lstm.x());
                lstm.forward(queue);
                Rows.unpack(lstm.y(), x.over(y));
                return y;
            }
        });
    }

    private <T> T run(int cores, Function<stream, T> work) {
        stream queue = streams.get();
        return exit.during(() -> {
            if (cores > 1) {
                useOpenMpThreads(cores);
            }
            try {
                return work.apply(queue);
            } finally {
                if (cores > 1) {
                    useOpenMpThreads(1);
                }
            }
        });
    }

    /**
     * Our own threads provide the parallelism wherever possible; OpenMP's, one team for each of ours, would compete for
     * the same cores. Its setting is per thread, so it is made on each thread's first call, overriding the environment.
     */
    private stream streamOfThisThread() {
        useOpenMpThreads(1);
        return new stream(library.cpu());
    }

    private static void useOpenMpThreads(int count) {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(count);
    }

    private final class OneDnnPass implements Pass {
        private final OneDnnLstm lstm;
        private final Sequences x;
        private final int cores;

        OneDnnPass(OneDnnLstm lstm, Sequences x, int cores) {
            this.lstm = lstm;
            this.x = x;
            this.cores = cores;
        }

        @Override
        public void backward(INDArray dy, LstmWeights gradients, INDArray dx) {
            FloatPointer dyPacked = library.buffers().take(lstm.shape().outputLength());
            FloatPointer dxPacked = library.buffers().take(lstm.shape().inputLength());
            try {
                Rows.pack(x.over(dy), dyPacked);
                run(cores, queue -> {
                    lstm.backward(queue, dyPacked, dxPacked, gradients);
                    return dxPacked;
                });
                Rows.unpack(dxPacked, x.over(dx));
            } finally {
                library.buffers().giveBack(dyPacked);
                library.buffers().giveBack(dxPacked);
            }
        }

        @Override
        public void close() {
            lstm.close();
        }
    }
}
