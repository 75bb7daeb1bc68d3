package attune.layers.kernel;

import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory;

/**
 * Shared by all passes on oneDNN.
 *
 * @param cpu the engine
 * @param buffers memory for activations
 * @param precision of activations and weights inside the primitives; parameters, sums and gradients stay float
 */
record OneDnn(engine cpu, FloatBuffers buffers, memory.data_type precision) {}
