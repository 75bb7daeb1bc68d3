/**
 * Connectionist temporal classification (Graves, Fernández, Gomez, Schmidhuber, ICML 2006) on plain arrays: how badly a
 * network's frames explain a label sequence, in which direction to move its outputs, and which frame belongs to which
 * label.
 *
 * <p>In: one clip's logits [frame × output] as a {@link attune.ctc.FrameView} of a larger array of whatever layout, its
 * labels without blanks, and the blank's position among the outputs. Out: {@link attune.ctc.CtcLoss} gives the negative
 * natural logarithm of the labels' probability and its gradient with respect to the logits;
 * {@link attune.ctc.CtcAligner} gives the most probable path through the same labels. Softmax happens inside, so
 * log-probabilities serve as logits too.
 *
 * <p>Inside, {@code ScaledCtc} is the recursion that nearly every clip goes through; {@code WideCtc} is slower, and exact
 * where the other cannot vouch for its result.
 *
 * <p>Traps: a clip needs {@link attune.ctc.CtcLoss#minimumFrames(int[])} frames, more than it has labels where labels
 * repeat; with fewer the loss is infinite. Frames of padding do not belong in the view. A loss that is not finite comes
 * with a gradient of zero: look at the loss.
 */
@NullMarked
package attune.ctc;

import org.jspecify.annotations.NullMarked;
