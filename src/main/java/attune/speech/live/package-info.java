/**
 * Transcribes sound that is still coming: in go samples at the rate of the model's front end, by blocks of any size;
 * out come the text so far and finished segments, told to a listener.
 *
 * <p>Read {@code SpeechStream} first. A {@code LiveSegment} is the stretch being heard, a {@code LiveNetwork} carries
 * the recurrent state from chunk to chunk, and {@code LiveEar} is what all segments of a stream have in common.
 *
 * <p>Whatever ends a segment, what is told of it is what {@code attune.speech.Transcriber} makes of the same stretch;
 * a change to one is a change to both. Which models can be heard live is {@code SpeechModel.obstacleToStreaming()}'s
 * to say; a {@code LiveNetwork} takes for granted that its network is a plain chain of layers.
 */
@NullMarked
package attune.speech.live;

import org.jspecify.annotations.NullMarked;
