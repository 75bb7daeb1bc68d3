/**
 * The kernels that layers compute with. First the recurrent kernel: one direction of one LSTM layer over a batch,
 * forward and backward.
 *
 * <p>Inputs and outputs are time-major arrays [frame × utterance × size]; each utterance has its own length, frames
 * beyond it are ignored when read and written as zeros, and the backward direction reverses every utterance within its
 * own length, so that no output depends on padding. {@link attune.layers.kernel.RecurrentKernel} has two
 * implementations: oneDNN's LSTM primitives for float on the CPU, and a portable one in ND4J operations for every other
 * type and backend, which is also the reference for the first. {@link attune.layers.kernel.Kernels} chooses. An endless
 * sequence is run stretch by stretch, carrying its {@code LstmState} from one to the next.
 *
 * <p>Then the kernels for pictures, {@link attune.layers.kernel.ConvolutionKernel} and {@link
 * attune.layers.kernel.NormalizationKernel}: on oneDNN only, since elsewhere DL4J has its own.
 *
 * <p>Trap: both halves of a bidirectional layer call the kernel from two threads at once, so a kernel holds no state
 * between calls except pooled buffers and {@link attune.layers.kernel.KeptPrimitives}, which hold no memory of a call.
 */
@NullMarked
package attune.layers.kernel;

import org.jspecify.annotations.NullMarked;
