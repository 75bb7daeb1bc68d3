/**
 * What layers compute with. First the recurrent kernel: one direction of one LSTM layer over a batch, forward and
 * backward.
 *
 * <p>In and out are time-major arrays [frame × utterance × size]; each utterance has its own length, frames beyond it
 * are read as nothing and written as zeros, and the backward direction reverses every utterance within its own length,
 * so that no output depends on padding. Two implementations stand behind {@link
 * attune.layers.kernel.RecurrentKernel}: oneDNN's LSTM primitives for float on the CPU, and a portable one in ND4J
 * operations for every other type and backend, which is also what the first is checked against. {@link
 * attune.layers.kernel.Kernels} chooses. A sequence that never ends is run stretch by stretch, its {@code LstmState} carried
 * from one to the next.
 *
 * <p>Then what pictures go through, {@link attune.layers.kernel.ConvolutionKernel} and {@link
 * attune.layers.kernel.NormalizationKernel}: on oneDNN alone, since elsewhere DL4J has its own.
 *
 * <p>Trap: both halves of a bidirectional layer call the kernel from two threads at once, so a kernel holds no state
 * between calls but pooled buffers.
 */
@NullMarked
package attune.layers.kernel;

import org.jspecify.annotations.NullMarked;
