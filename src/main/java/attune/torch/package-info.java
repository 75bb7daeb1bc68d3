/**
 * Computes networks in libtorch, on an NVIDIA card or the CPU: in, a DL4J graph that hears clips or sees pictures; out, its
 * training steps and its output, computed there. {@link attune.torch.TorchDevice} is what other packages see. {@code Mirror}
 * turns a graph into the same layers in libtorch's operations; {@code TorchSteps} trains it, {@code TorchForward} runs it.
 * {@code Objective} is what clips and pictures differ in.
 *
 * <p>The parameters keep DL4J's order in one flat vector for each layer, so that checkpoints are those of any other device,
 * and Adam is a few operations on each. The frames of a batch are packed without their padding, see {@code Packing};
 * a picture is a frame. Dropout masks are those of {@link attune.layers.SeededDropout}, bit for bit.
 *
 * <p>Traps: every tensor made in a {@code PointerScope} ends with it, so what stays is made outside one. JavaCPP counts none
 * of a card's memory, so nothing may wait for the garbage collector. On the CPU libtorch's packed LSTM takes time quadratic
 * in the length of a clip: there it is for tests.
 */
@NullMarked
package attune.torch;

import org.jspecify.annotations.NullMarked;
