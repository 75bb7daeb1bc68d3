/**
 * Features of clips, kept in memory or on disk. Takes {@code Utterance}s and a {@code Reading}, which says how a model
 * reads them; gives {@code Example}s, features [frame × coefficient] with the text and labels to learn.
 *
 * <p>Read {@code FeatureStore} first, which reads a whole corpus on all cores, then {@code ClipReader}, which chooses
 * between the sound and the {@code FeatureCache}. The cache is bounded, checked when read, shared by processes, and
 * never needed: what fails there is computed again.
 *
 * <p>An {@code Example} knows how many frames it has; {@code Example.features()} reads them from the disk each time, so
 * keep no list of them. A change to any value from decoding, resampling or feature extraction must raise {@code
 * FeatureKeys.ARITHMETIC}, or caches go on giving the old ones.
 */
@NullMarked
package attune.speech.store;

import org.jspecify.annotations.NullMarked;
