package attune.features;

import attune.audio.Waveform;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Normalised log-mel energies.
 *
 * @param sampleRateHz samples per second
 * @param framing windows, hops and stacking
 * @param bands the mel scale's share of the spectrum
 * @param normalization against the channel
 */
public record LogMelFrontEnd(int sampleRateHz, Framing framing, MelBands bands, Normalization normalization)
        implements FrontEnd {

    /** Refuses settings that do not fit together, naming the value. */
    public LogMelFrontEnd {
        Objects.requireNonNull(framing, "framing");
        Objects.requireNonNull(bands, "bands");
        Objects.requireNonNull(normalization, "normalization");
        if (sampleRateHz <= 0) {
            throw new IllegalArgumentException("sampleRateHz must be positive: " + sampleRateHz);
        }
        if (bands.highHz() * 2 > sampleRateHz) {
            throw new IllegalArgumentException(
                    "highHz must not exceed half of " + sampleRateHz + " Hz: " + bands.highHz());
        }
        if (normalization.corpus().bands() != bands.count()) {
            throw new IllegalArgumentException("statistics must be of " + bands.count() + " bands: "
                    + normalization.corpus().bands());
        }
        MelFilterbank.requireNoEmptyBand(bands, framing.fftSize(), sampleRateHz);
    }

    /**
     * The default for training: 16 kHz; Hann windows of 25 ms every 10 ms, transforms of size 512; 80 bands from 20 to
     * 7600 Hz (the last 400 Hz below half the rate are the filters of resamplers and codecs, not speech); three windows
     * a frame, so 240 coefficients every 30 ms; the mean of the whole clip with a prior of 50 windows; statistics still
     * to be counted with {@link CorpusStatistics}.
     *
     * @return the default settings with {@link BandStatistics#unit}
     */
    public static LogMelFrontEnd standard() {
        MelBands bands = new MelBands(80, 20, 7600, MelBands.DEFAULT_ENERGY_FLOOR);
        Normalization normalization = new Normalization(
                BandStatistics.unit(bands.count()),
                Normalization.DEFAULT_PRIOR_FRAMES,
                Normalization.MeanOver.WHOLE_CLIP);
        return new LogMelFrontEnd(16_000, new Framing(400, 160, 512, 3), bands, normalization);
    }

    /**
     * What Google's speech embedding expects (J. Lin et al., "Training keyword spotters with limited and synthesized
     * speech data", arXiv 2002.01322, as openWakeWord computes it): 32 bands from 60 to 3800 Hz on Slaney's scale,
     * {@code log10(energy) + 2} of 16-bit samples, whatever the level of the clip; four windows a frame, so 128
     * coefficients every 40 ms. In place of a floor 80 dB under the clip's maximum, which would need the whole clip, the
     * energy of white noise of three steps of a 16-bit sample is added.
     *
     * @return the settings
     */
    public static LogMelFrontEnd ofSpeechEmbedding() {
        double fullScale = 32_768.0 * 32_768.0;
        int bands = 32;
        float[] means = new float[bands];
        float[] deviations = new float[bands];
        Arrays.fill(means, (float) (-2 * Math.log(10) - Math.log(fullScale)));
        Arrays.fill(deviations, (float) Math.log(10));
        return new LogMelFrontEnd(
                16_000,
                new Framing(400, 160, 512, 4),
                new MelBands(MelBands.Scale.SLANEY, bands, 60, 3800, 45 / fullScale),
                new Normalization(new BandStatistics(means, deviations), 0, Normalization.MeanOver.NONE));
    }

    /**
     * The same settings with a corpus's statistics.
     *
     * @param corpus of the same number of bands
     * @return a front end that normalises by them
     */
    public LogMelFrontEnd with(BandStatistics corpus) {
        return with(new Normalization(corpus, normalization.priorFrames(), normalization.meanOver()));
    }

    /**
     * The same settings with the clip's mean over other windows, such as {@link Normalization.MeanOver#SO_FAR} for a
     * live stream.
     *
     * @param meanOver which windows
     * @return a front end that takes the mean over them
     */
    public LogMelFrontEnd with(Normalization.MeanOver meanOver) {
        return with(new Normalization(normalization.corpus(), normalization.priorFrames(), meanOver));
    }

    private LogMelFrontEnd with(Normalization other) {
        return new LogMelFrontEnd(sampleRateHz, framing, bands, other);
    }

    @Override
    public int coefficients() {
        return bands.count() * framing.stackedFrames();
    }

    @Override
    public int stackedFrames() {
        return framing.stackedFrames();
    }

    @Override
    public double frameSeconds() {
        return (double) framing.hopSamples() * framing.stackedFrames() / sampleRateHz;
    }

    @Override
    public int frames(long samples) {
        return framing.frames(samples);
    }

    @Override
    public Optional<String> obstacleToStreaming() {
        return normalization.meanOver().isKnownAtOnce()
                ? Optional.empty()
                : Optional.of("its front end takes the mean of each whole clip");
    }

    /** Whether the level of a clip shows in its features. */
    boolean keepsLevel() {
        return normalization.meanOver() == Normalization.MeanOver.NONE;
    }

    /** None: where it works on live sound at all, it takes no frame back. */
    @Override
    public int framesThatHearTheEnd() {
        return 0;
    }

    @Override
    public FeatureExtractor extractor(Consumer<float[]> sink) {
        return new LogMelExtractor(this, sink);
    }

    @Override
    public FeatureMatrix extract(Waveform waveform) {
        requireRate(waveform);
        return LogMelExtractor.extract(this, waveform.samples());
    }

    void requireRate(Waveform waveform) {
        if (waveform.sampleRateHz() != sampleRateHz) {
            throw new IllegalArgumentException("front end for " + sampleRateHz + " Hz was given sound at "
                    + waveform.sampleRateHz() + " Hz; resample it first");
        }
    }
}
