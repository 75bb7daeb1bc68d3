/**
 * From a network's frames to words: log-probabilities [frame × output] in, a {@link attune.decoding.Transcript} out, with
 * the time and the confidence of every word and character.
 *
 * <p>Rows are natural logarithms of the softmax, one row a frame of the network's output, padding left out; columns are
 * the outputs of an {@link attune.text.Alphabet}. Read {@link attune.decoding.GreedyDecoder} first.
 *
 * <p>Traps: a frame of the output may span several frames of the front end, so the decoder must be told its duration.
 * CTC networks place a label where they are sure of it, often late and for a single frame, so a character's time is where
 * it was recognised rather than where its sound begins and ends. Confidences are not calibrated.
 */
@NullMarked
package attune.decoding;

import org.jspecify.annotations.NullMarked;
