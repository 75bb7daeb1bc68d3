package attune.speech.learning;

import attune.features.FeatureMatrix;
import attune.training.CacheKey;

/** What a network is shown of every clip of a corpus in every epoch. */
@FunctionalInterface
public interface EpochFeatures {

    /**
     * What it is shown of one clip.
     *
     * @param epoch from 0
     * @param clip its number in the corpus
     * @return the same for the same numbers; another number of frames where the clip's pace was changed
     */
    FeatureMatrix of(int epoch, int clip);

    /**
     * Adds what {@link #of} depends on to a key: unless there is something cheaper that says as much, what it gives.
     *
     * @param key of a whole epoch, to which all clips are added in order
     * @param epoch from 0
     * @param clip its number in the corpus
     */
    default void addTo(CacheKey key, int epoch, int clip) {
        key.add(of(epoch, clip).values());
    }
}
