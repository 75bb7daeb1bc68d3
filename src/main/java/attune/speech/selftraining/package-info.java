/**
 * Learning from speech that nobody transcribed, beside the transcribed speech: noisy student training (Park et al. 2020,
 * "Improved Noisy Student Training for Automatic Speech Recognition", arXiv 2005.09629).
 *
 * <p><b>In:</b> the request of an {@link attune.runs.Adaptation} and {@link attune.speech.selftraining.Untranscribed}
 * recordings. <b>Out:</b> a folder with a run directory for each round, the drafts that each round learnt from, and the
 * best round's model.
 *
 * <p>Read {@link attune.speech.selftraining.SelfTraining} first. Round 0 adapts the source to the transcribed speech.
 * Every later round lets the model so far transcribe the rest with its language model, keeps the drafts that it is sure
 * of ({@code Sureness}, found on dev), and adapts the <em>source</em> anew to both, so that no round inherits what an
 * earlier one got wrong but its drafts. The language model learns no drafts.
 *
 * <p>Traps. A round whose model is not better on dev is the last: the next would draft with the same model and learn the
 * same. Dev must not be drafted, nor what is transcribed already: {@code Rest} leaves both out. A round is done when its
 * bundle is there, its drafts when their manifest is; both are written whole, which is what resuming relies on.
 */
@NullMarked
package attune.speech.selftraining;

import org.jspecify.annotations.NullMarked;
