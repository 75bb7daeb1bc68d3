package attune.speech.store;

import attune.features.FeatureMatrix;

/** The features of a clip, wherever they are: their number of frames is known, the values are fetched when wanted. */
public sealed interface ClipFeatures permits ClipFeatures.Kept, CachedFeatures {

    /**
     * How many frames there are.
     *
     * @return rows of what {@link #read} gives
     */
    int frames();

    /**
     * The features themselves. May be called from any thread, and reads from the disk: not to be called for many clips
     * at once unless there is memory for all.
     *
     * @return the same values each time
     * @throws attune.fault.UserFault if they have to be computed again and the clip's file is gone or has changed
     */
    FeatureMatrix read();

    /**
     * Features in memory.
     *
     * @param matrix the features
     */
    record Kept(FeatureMatrix matrix) implements ClipFeatures {
        @Override
        public int frames() {
            return matrix.frames();
        }

        @Override
        public FeatureMatrix read() {
            return matrix;
        }
    }
}
