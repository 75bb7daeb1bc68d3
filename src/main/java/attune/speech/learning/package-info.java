/**
 * What a speech network is trained on and scored by: turns {@code Example}s into batches, and gives a score on dev for
 * each epoch. {@code AcousticNetwork} makes new networks; {@code SpeechLayers} and {@code LabelRows} make the new
 * layers and outputs of an operated one.
 *
 * <p>Read {@code Batcher} first, which makes batches in {@code Buckets} of similar length: features
 * [utterance × coefficient × frame] with a mask [utterance × frame]. {@code ErrorRateScorer} transcribes dev greedily
 * and gives its {@code DevScore}; lower is better.
 *
 * <p>{@link attune.speech.learning.AugmentedFeatures} is what an epoch shows of the training clips, altered as an
 * {@link attune.speech.learning.Augmentation} says. Altered features are computed each time and never kept in the
 * cache; a clip whose pace was changed has a different number of frames from its {@code Example}.
 *
 * <p>With a frozen trunk, {@link attune.speech.learning.TrunkRun} fills a {@link attune.speech.learning.TrunkCache},
 * which makes batches and a scorer for the head alone.
 */
@NullMarked
package attune.speech.learning;

import org.jspecify.annotations.NullMarked;
