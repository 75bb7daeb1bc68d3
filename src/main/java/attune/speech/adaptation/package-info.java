/**
 * What {@link attune.runs.Adaptation} needs to know of speech.
 *
 * <p><b>In:</b> a speech bundle, manifests and {@link attune.speech.adaptation.SpeechChoices}. <b>Out:</b> batches,
 * scorers and a finished bundle with its tuned language model.
 *
 * <p>Read first: {@link attune.speech.adaptation.SpeechDomain}, then {@code SpeechSource}.
 *
 * <p>Traps. A language model is built before training and tuned after it, so that a bad text costs no run. A sweep
 * scores greedily: a language model tuned on dev would hide differences between the networks.
 */
@NullMarked
package attune.speech.adaptation;

import org.jspecify.annotations.NullMarked;
