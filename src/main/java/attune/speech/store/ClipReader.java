package attune.speech.store;

import attune.audio.AudioReader;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.fault.UserFault;
import attune.features.FeatureMatrix;
import attune.features.FrontEnd;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Gets the features of clips for one front end: from the cache if they are there, else from the sound. */
public final class ClipReader {
    private final AudioReader audio;
    private final FrontEnd frontEnd;
    private final FeatureKeys keys;
    private final Optional<FeatureCache> cache;
    private final AtomicInteger found = new AtomicInteger();

    ClipReader(AudioReader audio, FrontEnd frontEnd, FeatureKeys keys, Optional<FeatureCache> cache) {
        this.audio = audio;
        this.frontEnd = frontEnd;
        this.keys = keys;
        this.cache = cache;
    }

    /** The number of clips found in the cache so far. */
    int found() {
        return found.get();
    }

    /**
     * A clip's features: in the cache where there is one that works, else in memory. A full one keeps no more, and what
     * it lacks is computed again at each use, since memory may not hold a corpus that the disk does not.
     */
    ClipFeatures features(Clip clip) {
        Optional<FeatureKey> key = cache.flatMap(present -> key(clip));
        if (key.isEmpty()) {
            return new ClipFeatures.Kept(compute(clip));
        }
        OptionalInt frames = cache.orElseThrow().frames(key.get());
        if (frames.isPresent()) {
            found.incrementAndGet();
            return new CachedFeatures(this, clip, key.get(), frames.getAsInt());
        }
        FeatureMatrix features = compute(clip);
        return isStill(clip, key.get()) && cache.orElseThrow().write(key.get(), features)
                ? new CachedFeatures(this, clip, key.get(), features.frames())
                : new ClipFeatures.Kept(features);
    }

    /** The features behind a key, computed again where the cache has lost them. */
    FeatureMatrix read(Clip clip, FeatureKey key) {
        return cache.orElseThrow().read(key).orElseGet(() -> {
            FeatureMatrix features = compute(clip);
            if (!isStill(clip, key)) {
                throw new UserFault(
                        clip.audio().toString(),
                        "the file has changed since the run began",
                        "do not change audio while a model is trained on it, and start the run again");
            }
            cache.orElseThrow().write(key, features);
            return features;
        });
    }

    /** Whether a clip's file is still as it was when the key was made; then what was read in between fits the key. */
    private boolean isStill(Clip clip, FeatureKey key) {
        return key(clip).filter(key::equals).isPresent();
    }

    /** Empty where the file cannot be read; reading its sound will say why. */
    private Optional<FeatureKey> key(Clip clip) {
        try {
            return Optional.of(keys.of(clip, frontEnd));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private FeatureMatrix compute(Clip clip) {
        return frontEnd.extract(waveform(audio, clip, frontEnd.sampleRateHz()));
    }

    /**
     * The sound of a clip.
     *
     * @param audio reads the file
     * @param clip a file or a stretch of one
     * @param rateHz sample rate wanted
     * @return all of it, in memory
     */
    public static Waveform waveform(AudioReader audio, Clip clip, int rateHz) {
        return clip.offsetSeconds() == 0 && clip.durationSeconds().isEmpty()
                ? audio.read(clip.audio(), rateHz)
                : audio.read(clip.audio(), clip.offsetSeconds(), clip.knownDurationSeconds(), rateHz);
    }
}
