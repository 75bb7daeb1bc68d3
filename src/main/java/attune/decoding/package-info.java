/**
 * From a network's frames to words: log-probabilities [frame × output] in, a {@link attune.decoding.Transcript} out, with
 * the time and the confidence of every word and character.
 *
 * <p>Rows are natural logarithms of the softmax, one row a frame of the network's output, padding left out; columns are
 * the outputs of an {@link attune.text.Alphabet}. Read {@link attune.decoding.GreedyDecoder} first, which follows one path.
 * {@link attune.decoding.BeamDecoder} searches the texts themselves, helped by a language model
 * ({@link attune.decoding.FusedModel}) and {@link attune.decoding.HotWords}, for a whole clip or, as a
 * {@link attune.decoding.BeamSearch}, while its frames come in. Inside it a {@code Prefix} is a node of the tree of texts,
 * the {@code Beam} holds those worth following, {@code LanguageScorer} says what language adds to one, and the
 * {@code Timeline} finds where in the clip the words of the winner are.
 *
 * <p>Traps: a frame of the output may span several frames of the front end, so the decoder must be told its duration.
 * CTC networks place a label where they are sure of it, often late and for a single frame, so a character's time is where
 * it was recognised rather than where its sound begins and ends; {@link attune.decoding.Transcript#withTouchingWords()}
 * corrects this between words. Confidences are raw; {@link attune.decoding.Calibration} fits them to a domain. Weights
 * of a language model suit the model and the domain they were chosen on.
 */
@NullMarked
package attune.decoding;

import org.jspecify.annotations.NullMarked;
