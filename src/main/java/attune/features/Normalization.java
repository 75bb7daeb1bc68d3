package attune.features;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/**
 * Removes the channel: a microphone or a telephone line multiplies each band's energy by a constant, which its mean log
 * energy over the clip shows and subtraction removes. The mean of a few words also depends on their vowels, so it is
 * drawn towards the source corpus's:
 *
 * <pre>m = (n · clipMean + priorFrames · corpusMean) / (n + priorFrames),   y = (x - m) / corpusDeviation</pre>
 *
 * where {@code n} counts windows before stacking.
 *
 * @param corpus means and deviations of the corpus the source model was trained on
 * @param priorFrames how many windows of its own a clip needs to weigh as much as the corpus, not negative
 * @param meanOver which windows the clip's mean is taken over
 */
public record Normalization(BandStatistics corpus, double priorFrames, MeanOver meanOver) {

    /** Half a second at 10 ms: shorter prompts keep mostly the corpus's mean. */
    public static final double DEFAULT_PRIOR_FRAMES = 50;

    /** Refuses an impossible prior. */
    public Normalization {
        Objects.requireNonNull(corpus, "corpus");
        Objects.requireNonNull(meanOver, "meanOver");
        if (!(priorFrames >= 0 && Double.isFinite(priorFrames))) {
            throw new IllegalArgumentException("priorFrames must not be negative: " + priorFrames);
        }
    }

    /** The windows a clip's mean is taken over. */
    public enum MeanOver {
        /** All that make up its frames: nothing can be emitted before the clip has ended. */
        @JsonProperty("whole-clip")
        WHOLE_CLIP,

        /** Those up to and including the one being normalised: frames are emitted as sound comes in. */
        @JsonProperty("so-far")
        SO_FAR,

        /** None: the corpus's mean alone is subtracted, so that the clip's level and channel remain. */
        @JsonProperty("none")
        NONE;

        /** Whether a frame can be normalised as soon as its sound has come. */
        boolean isKnownAtOnce() {
            return this != WHOLE_CLIP;
        }
    }
}
