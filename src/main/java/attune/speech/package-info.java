/**
 * Speech recognition made of the other rooms: a {@code SpeechModel} is a bundle's network with its front end and
 * alphabet; {@code Transcriber} turns audio into transcripts.
 *
 * <p>A model may carry a {@code LanguageDecoding}, which {@code attune.speech.language} finds; {@code DecodingOptions} say
 * what is to be used of it, and a {@code SpeechDecoder} is what comes of both.
 *
 * <p>A {@code SpeechStream} transcribes sound while it comes: a {@code LiveSegment} is the stretch being heard, a
 * {@code LiveNetwork} carries the recurrent state from chunk to chunk. Whatever ends a segment, what is told of it is what
 * {@code Transcriber} makes of the same stretch; a change to one is a change to both.
 *
 * <p>A network's input is [utterance × coefficient × frame] with a mask [utterance × frame]; its output the natural-log
 * probabilities [utterance × label × frame].
 */
@NullMarked
package attune.speech;

import org.jspecify.annotations.NullMarked;

