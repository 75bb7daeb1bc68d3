package attune.features;

import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;

/**
 * Hides stripes of a clip's features so that a network learns not to lean on any one of them (Park et al. 2019,
 * "SpecAugment", section 2; without time warping, which they found to matter least). Hidden values become zero, the
 * mean of normalised features, or where nothing is normalised the clip's mean. Widths are drawn uniformly from zero to
 * the largest, then places uniformly from all that fit.
 *
 * @param bands stripes of neighbouring bands, hidden in all windows
 * @param time stripes of neighbouring windows, hidden in all bands
 */
public record SpecAugment(BandMasks bands, TimeMasks time) {
    private static final int USUAL_BANDS = 80;

    /** Refuses nulls. */
    public SpecAugment {
        Objects.requireNonNull(bands, "bands");
        Objects.requireNonNull(time, "time");
    }

    /**
     * Stripes of bands.
     *
     * @param count how many
     * @param maxBands maximum width where a front end has 80 mel bands, in proportion where it has others; never more
     *     than there are
     */
    public record BandMasks(int count, int maxBands) {
        /** Refuses negative numbers. */
        public BandMasks {
            if (count < 0 || maxBands < 0) {
                throw new IllegalArgumentException("masks cannot be negative: " + count + " of " + maxBands + " bands");
            }
        }
    }

    /**
     * Stripes of time.
     *
     * @param count how many
     * @param maxSeconds maximum length
     * @param maxFraction maximum length as a fraction of the clip, so that short clips keep something to learn from
     */
    public record TimeMasks(int count, double maxSeconds, double maxFraction) {
        /** Refuses values out of range. */
        public TimeMasks {
            if (count < 0 || !(maxSeconds >= 0) || !(maxFraction >= 0 && maxFraction <= 1)) {
                throw new IllegalArgumentException(
                        "masks must be 0 or more, with seconds of 0 or more and a fraction from 0 to 1: " + count + ", "
                                + maxSeconds + " and " + maxFraction);
            }
        }
    }

    /**
     * Enough for hours of speech, not too much for minutes: two stripes of up to 15 of 80 bands, two of up to 0.4
     * seconds and three eighths of the clip.
     *
     * @return the default masks
     */
    public static SpecAugment standard() {
        return new SpecAugment(new BandMasks(2, 15), new TimeMasks(2, 0.4, 0.375));
    }

    /**
     * Hides stripes; where windows show in several frames, the same in all of them. The same random state gives the same
     * stripes; each stripe takes two draws.
     *
     * @param features normalised features, left as they are
     * @param frontEnd what made them: a band is hidden in all windows of a stack, time is cut between windows
     * @param random where the stripes are drawn from
     * @return a copy with the stripes zero
     */
    public FeatureMatrix apply(FeatureMatrix features, FrontEnd frontEnd, SplittableRandom random) {
        if (features.coefficients() != frontEnd.coefficients()) {
            throw new IllegalArgumentException(
                    "features have " + features.coefficients() + " coefficients, not " + frontEnd.coefficients());
        }
        if (frontEnd instanceof DeepSpeechFrontEnd) {
            return DeepSpeechFrontEnd.withContext(
                    hideInWindows(DeepSpeechFrontEnd.withoutContext(features), frontEnd, random));
        }
        // Stacking puts windows side by side, oldest first: the same memory read as [window × band].
        int width = features.coefficients() / frontEnd.stackedFrames();
        FeatureMatrix windows =
                new FeatureMatrix(features.values(), features.frames() * frontEnd.stackedFrames(), width);
        FeatureMatrix hidden = frontEnd instanceof LogMelFrontEnd mel && mel.keepsLevel()
                ? hideInWindows(windows, frontEnd, random)
                : hideInNormalized(windows, frontEnd, random);
        return new FeatureMatrix(hidden.values(), features.frames(), features.coefficients());
    }

    private FeatureMatrix hideInNormalized(FeatureMatrix windows, FrontEnd frontEnd, SplittableRandom random) {
        float[] values = windows.values().clone();
        hide(values, windows, frontEnd, random);
        return new FeatureMatrix(values, windows.frames(), windows.coefficients());
    }

    /** Windows that no front end has normalised: what is hidden becomes the clip's mean, which zero is not. */
    private FeatureMatrix hideInWindows(FeatureMatrix windows, FrontEnd frontEnd, SplittableRandom random) {
        int width = windows.coefficients();
        float[] values = windows.values().clone();
        float[] means = new float[width];
        for (int i = 0; i < values.length; i++) {
            means[i % width] += values[i] / windows.frames();
        }
        for (int i = 0; i < values.length; i++) {
            values[i] -= means[i % width];
        }
        hide(values, windows, frontEnd, random);
        for (int i = 0; i < values.length; i++) {
            values[i] += means[i % width];
        }
        return new FeatureMatrix(values, windows.frames(), width);
    }

    private void hide(float[] values, FeatureMatrix windows, FrontEnd frontEnd, SplittableRandom random) {
        hideBands(values, windows.coefficients(), widestMask(windows.coefficients(), frontEnd), random);
        hideTime(values, windows.coefficients(), longestMask(windows.frames(), frontEnd), random);
    }

    private int widestMask(int width, FrontEnd frontEnd) {
        int widest = frontEnd instanceof LogMelFrontEnd ? bands.maxBands() * width / USUAL_BANDS : bands.maxBands();
        return Math.min(widest, width);
    }

    private int longestMask(int windows, FrontEnd frontEnd) {
        double windowSeconds = frontEnd.frameSeconds() / frontEnd.stackedFrames();
        // Rounded, since 0.4 / 0.01 may come out just below 40.
        long bySeconds = Math.round(time.maxSeconds() / windowSeconds);
        return (int) Math.min(bySeconds, (long) Math.floor(windows * time.maxFraction()));
    }

    private void hideBands(float[] values, int width, int widest, SplittableRandom random) {
        for (int mask = 0; mask < bands.count(); mask++) {
            int masked = random.nextInt(widest + 1);
            int first = random.nextInt(width - masked + 1);
            for (int row = 0; row < values.length; row += width) {
                Arrays.fill(values, row + first, row + first + masked, 0f);
            }
        }
    }

    private void hideTime(float[] values, int width, int longest, SplittableRandom random) {
        int windows = values.length / width;
        for (int mask = 0; mask < time.count(); mask++) {
            int masked = random.nextInt(longest + 1);
            int first = random.nextInt(windows - masked + 1);
            Arrays.fill(values, first * width, (first + masked) * width, 0f);
        }
    }
}
