package attune.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.stream;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.nativeblas.NativeOpsHolder;

/**
 * The kernel on oneDNN's LSTM primitives, for float on the CPU. Parameters and their gradients are read and written
 * where the network holds them; activations are copied once each way, which is also where the backward direction's
 * reversal happens. Primitives are made anew for each pass: oneDNN keeps what is dear about them in its own cache.
 */
final class OneDnnKernel implements RecurrentKernel {
    /** Room for the passes of a few layers of a large batch; what is idle beyond it goes back to the system. */
    private static final long IDLE_BUFFER_BYTES = 1L << 30;

    private final engine cpu = new engine(engine.kind.cpu, 0);
    private final ThreadLocal<stream> streams = ThreadLocal.withInitial(this::streamOfThisThread);
    private final FloatBuffers buffers = new FloatBuffers(IDLE_BUFFER_BYTES);

    @Override
    public String name() {
        return "onednn";
    }

    @Override
    public Pass forward(Sequences x, LstmWeights weights, INDArray y, boolean training) {
        LstmShape shape = new LstmShape(x.frames(), x.utterances(), weights.inputs(), weights.units());
        OneDnnLstm lstm = new OneDnnLstm(cpu, buffers, shape, weights, training);
        try {
            Rows.pack(x, lstm.x());
            lstm.forward(streams.get());
            Rows.unpack(lstm.y(), x.over(y));
            return new OneDnnPass(lstm, x);
        } catch (RuntimeException e) {
            lstm.close();
            throw e;
        }
    }

    /**
     * Parallelism comes from our own threads; OpenMP's, one team for each of them, would fight over the same cores. Its
     * setting is per thread, so it is made where a thread first comes by, whatever the environment says.
     */
    private stream streamOfThisThread() {
        NativeOpsHolder.getInstance().getDeviceNativeOps().setOmpNumThreads(1);
        return new stream(cpu);
    }

    private final class OneDnnPass implements Pass {
        private final OneDnnLstm lstm;
        private final Sequences x;

        OneDnnPass(OneDnnLstm lstm, Sequences x) {
            this.lstm = lstm;
            this.x = x;
        }

        @Override
        public void backward(INDArray dy, LstmWeights gradients, INDArray dx) {
            FloatPointer dyPacked = buffers.take(lstm.shape().outputLength());
            FloatPointer dxPacked = buffers.take(lstm.shape().inputLength());
            try {
                Rows.pack(x.over(dy), dyPacked);
                lstm.backward(streams.get(), dyPacked, dxPacked, gradients);
                Rows.unpack(dxPacked, x.over(dx));
            } finally {
                buffers.giveBack(dyPacked);
                buffers.giveBack(dxPacked);
            }
        }

        @Override
        public void close() {
            lstm.close();
        }
    }
}
