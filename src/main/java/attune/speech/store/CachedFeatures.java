package attune.speech.store;

import attune.corpus.Clip;
import attune.features.FeatureMatrix;

/** Features kept in the cache, and computed again if it has lost them meanwhile. */
final class CachedFeatures implements ClipFeatures {
    private final ClipReader reader;
    private final Clip clip;
    private final FeatureKey key;
    private final int frames;

    CachedFeatures(ClipReader reader, Clip clip, FeatureKey key, int frames) {
        this.reader = reader;
        this.clip = clip;
        this.key = key;
        this.frames = frames;
    }

    @Override
    public int frames() {
        return frames;
    }

    @Override
    public FeatureMatrix read() {
        return reader.read(clip, key);
    }
}
