/**
 * From transcript text to label numbers and back: the one place that knows which characters a network can write.
 *
 * <p>A raw transcript ("Don't – stop!") goes through a {@link attune.text.TextNormalizer} ("don't stop") and then
 * through an {@link attune.text.Alphabet}, which turns each code point into the position of its output in the network.
 * The decoders go the other way. Read {@link attune.text.Alphabet} first.
 *
 * <p>Traps: the blank of CTC counts as an output but has no text, and its position differs between toolkits (first in
 * deepspeech.pytorch, last in DeepSpeech and NeMo), so it travels with the alphabet. Normalising never drops a letter or
 * a digit; what the alphabet cannot write is for the caller to report, by
 * {@link attune.text.Alphabet#unknown(String)}, before encoding.
 */
@NullMarked
package attune.text;

import org.jspecify.annotations.NullMarked;
