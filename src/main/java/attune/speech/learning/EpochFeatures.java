package attune.speech.learning;

import attune.features.FeatureMatrix;
import attune.training.CacheKey;

/** What a network is shown of each clip of a corpus in each epoch. Asked by several threads at once. */
@FunctionalInterface
public interface EpochFeatures {

    /**
     * What it is shown of one clip.
     *
     * @param epoch from 0
     * @param clip its index in the corpus
     * @return the same for the same arguments; a different number of frames where the clip's pace was changed
     */
    FeatureMatrix of(int epoch, int clip);

    /**
     * Adds to a key what {@link #of} depends on: its result, unless something cheaper says as much.
     *
     * @param key of a whole epoch, to which all clips are added in order
     * @param epoch from 0
     * @param clip its index in the corpus
     */
    default void addTo(CacheKey key, int epoch, int clip) {
        key.add(of(epoch, clip).values());
    }
}
