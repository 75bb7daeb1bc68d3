/**
 * Speech recognition made of the other rooms: a {@code SpeechModel} is a bundle's network with its front
 * end and alphabet; {@code FeatureStore} holds the features of a corpus, {@code Batcher}
 * makes training batches of them, {@code Transcriber} turns audio into transcripts and {@code
 * ErrorRateScorer} judges a network in training by its word error rate.
 *
 * <p>A network's input is [utterance × coefficient × frame] with a mask [utterance × frame]; its output the natural-log
 * probabilities [utterance × label × frame].
 */
@NullMarked
package attune.speech;

import org.jspecify.annotations.NullMarked;
