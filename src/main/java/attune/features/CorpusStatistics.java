package attune.features;

import attune.audio.Waveform;

/**
 * Counts the {@link BandStatistics} of a corpus in one pass, in double precision, clip by clip; counts of parts of a
 * corpus can be merged.
 *
 * <p>The deviation is measured where it will be used: after each clip's own smoothed mean {@code m} has been
 * subtracted. What remains of clip {@code c} with {@code n} windows, mean {@code a} and corpus mean {@code μ} is
 *
 * <pre>Σ (x - m)² = Σ (x - a)² + n (a - m)²,   a - m = p (a - μ) / (n + p)</pre>
 *
 * with {@code p} the prior. So with {@code w = n p² / (n + p)²} the sums of {@code w}, {@code w a} and {@code w a²}
 * over clips suffice although {@code μ} is known only at the end, and the corpus, normalised with
 * {@link Normalization.MeanOver#WHOLE_CLIP}, has a mean square of exactly one in every band. (Deviations of the raw
 * energies would be larger by the spread between channels, and shrink the features of every single clip.) Not
 * thread-safe: count parts separately and merge them.
 */
public final class CorpusStatistics {
    /**
     * A band that hardly moves in the source corpus, such as those above 4 kHz of upsampled telephone speech, carries
     * no information; divided by its tiny deviation, another channel's hiss there would drown everything else.
     */
    static final double SMALLEST_DEVIATION = 0.1;

    private final LogMelFrontEnd frontEnd;
    private final double[] sum;
    private final double[] withinClips;
    private final double[] weightedMeans;
    private final double[] weightedSquares;
    private double weights;
    private long windows;

    /**
     * Starts with nothing counted.
     *
     * @param frontEnd the settings to count with; its own statistics do not matter
     */
    public CorpusStatistics(LogMelFrontEnd frontEnd) {
        this.frontEnd = frontEnd;
        int bands = frontEnd.bands().count();
        this.sum = new double[bands];
        this.withinClips = new double[bands];
        this.weightedMeans = new double[bands];
        this.weightedSquares = new double[bands];
    }

    /**
     * Counts a clip; one too short for a frame counts nothing.
     *
     * @param clip sound at the front end's rate
     */
    public void add(Waveform clip) {
        frontEnd.requireRate(clip);
        long kept = (long) frontEnd.frames(clip.samples().length) * frontEnd.stackedFrames();
        if (kept == 0) {
            return;
        }
        ClipMoments moments = new ClipMoments(sum.length, kept);
        new LogMelAnalyzer(frontEnd, moments::accept).accept(clip.samples(), clip.samples().length);
        double prior = frontEnd.normalization().priorFrames();
        double weight = kept * (prior / (kept + prior)) * (prior / (kept + prior));
        for (int band = 0; band < sum.length; band++) {
            double mean = moments.mean[band];
            sum[band] += kept * mean;
            withinClips[band] += moments.squares[band];
            weightedMeans[band] += weight * mean;
            weightedSquares[band] += weight * mean * mean;
        }
        weights += weight;
        windows += kept;
    }

    /**
     * Adds what another counted.
     *
     * @param other a count made with an equal front end
     */
    public void merge(CorpusStatistics other) {
        if (!frontEnd.equals(other.frontEnd)) {
            throw new IllegalArgumentException(
                    "counts of different front ends: " + frontEnd + " and " + other.frontEnd);
        }
        for (int band = 0; band < sum.length; band++) {
            sum[band] += other.sum[band];
            withinClips[band] += other.withinClips[band];
            weightedMeans[band] += other.weightedMeans[band];
            weightedSquares[band] += other.weightedSquares[band];
        }
        weights += other.weights;
        windows += other.windows;
    }

    /**
     * The statistics of what has been counted; no deviation is below 0.1.
     *
     * @return means and deviations of each band
     * @throws IllegalStateException if no clip gave a frame
     */
    public BandStatistics statistics() {
        if (windows == 0) {
            throw new IllegalStateException("no clip was long enough to count");
        }
        float[] means = new float[sum.length];
        float[] deviations = new float[sum.length];
        for (int band = 0; band < sum.length; band++) {
            double mean = sum[band] / windows;
            double betweenClips = weightedSquares[band] - 2 * mean * weightedMeans[band] + mean * mean * weights;
            double meanSquare = (withinClips[band] + Math.max(0, betweenClips)) / windows;
            means[band] = (float) mean;
            deviations[band] = (float) Math.max(SMALLEST_DEVIATION, Math.sqrt(meanSquare));
        }
        return new BandStatistics(means, deviations);
    }

    /** Mean and summed squares about it of one clip's first windows (Welford 1962). */
    private static final class ClipMoments {
        private final double[] mean;
        private final double[] squares;
        private final long limit;
        private long seen;

        ClipMoments(int bands, long limit) {
            this.mean = new double[bands];
            this.squares = new double[bands];
            this.limit = limit;
        }

        void accept(float[] logEnergies) {
            if (seen == limit) {
                return; // windows of the incomplete last stack
            }
            seen++;
            for (int band = 0; band < mean.length; band++) {
                double before = logEnergies[band] - mean[band];
                mean[band] += before / seen;
                squares[band] += before * (logEnergies[band] - mean[band]);
            }
        }
    }
}
