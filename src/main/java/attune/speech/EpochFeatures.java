package attune.speech;

import attune.features.FeatureMatrix;

/** What a network is shown of every clip of a corpus in every epoch. */
@FunctionalInterface
public interface EpochFeatures {

    /**
     * What it is shown of one clip.
     *
     * @param epoch from 0
     * @param clip its number in the corpus
     * @return the same for the same numbers, with as many frames in every epoch
     */
    FeatureMatrix of(int epoch, int clip);
}
