package attune.speech.store;

import attune.features.FeatureMatrix;

/** The features of a clip, wherever they are: the number of frames is known, the values are fetched on demand. */
public sealed interface ClipFeatures permits ClipFeatures.Kept, CachedFeatures {

    /**
     * How many frames there are.
     *
     * @return rows of what {@link #read} gives
     */
    int frames();

    /**
     * The features themselves. May be called from any thread, and reads from the disk: do not call it for many clips at
     * once unless there is memory for all of them.
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
