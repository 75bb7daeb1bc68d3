package attune.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;

/**
 * Shared by all passes on oneDNN.
 *
 * @param cpu the engine
 * @param buffers memory for activations
 * @param primitives made by earlier passes
 * @param precision of activations and weights inside the primitives; parameters, sums and gradients stay float
 */
record OneDnn(engine cpu, FloatBuffers buffers, KeptPrimitives primitives, memory.data_type precision) {

    /**
     * A library.
     *
     * @param idleBufferBytes idle memory beyond it returns to the system
     * @param mostPrimitives kept, counted in tasks
     */
    static OneDnn with(long idleBufferBytes, int mostPrimitives, memory.data_type precision) {
        engine cpu = new engine(engine.kind.cpu, 0);
        return new OneDnn(cpu, new FloatBuffers(idleBufferBytes), new KeptPrimitives(cpu, mostPrimitives), precision);
    }
}
