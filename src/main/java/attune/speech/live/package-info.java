/**
 * Transcribes sound that is still coming: takes samples at the rate of the model's front end, in blocks of any size,
 * and gives the text so far and finished segments to a listener.
 *
 * <p>Read {@code SpeechStream} first. A {@code LiveSegment} is the stretch being recognised, a {@code LiveNetwork}
 * carries the recurrent state from chunk to chunk, and {@code LiveEar} is what all segments of a stream have in common.
 * All streams of a {@code LiveModel} take their steps through the network by its {@code LivePasses}.
 *
 * <p>Whatever ends a segment, its result is what {@code attune.speech.Transcriber} makes of the same stretch; a change
 * to one is a change to both. {@code SpeechModel.obstacleToStreaming()} says which models can stream; {@code
 * LiveLayers} takes for granted that its network is a plain chain of layers above a {@code LiveStem}.
 */
@NullMarked
package attune.speech.live;

import org.jspecify.annotations.NullMarked;
