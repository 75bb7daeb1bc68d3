package attune.features;

import attune.audio.Waveform;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The front end of Mozilla DeepSpeech and Coqui STT: 26 mel cepstral coefficients of each window as TensorFlow computes
 * them (40 {@code SquareRootMel} bands from 20 Hz to half the rate), and in each frame those of 19 windows side by
 * side: nine before, the frame's own and nine after, oldest first. A window outside the clip is all zeros, which no
 * window of sound is, not even of silence. Nothing is normalised. (DeepSpeech 0.9.3, {@code util/feeding.py} and
 * {@code train.py}.)
 *
 * @param sampleRateHz samples per second
 * @param windowSamples length of a window
 * @param hopSamples from one window's start to the next one's
 * @param clipEnd what becomes of the sound after the last whole window
 */
public record DeepSpeechFrontEnd(int sampleRateHz, int windowSamples, int hopSamples, ClipEnd clipEnd)
        implements FrontEnd {
    /** Cepstral coefficients of a window. */
    public static final int CEPSTRA = 26;

    /** Windows beside a frame's own, on each side. */
    static final int CONTEXT = 9;

    static final int BANDS = 40;
    static final double LOW_HZ = 20;

    private static final int WINDOWS = 2 * CONTEXT + 1;

    /** Width of a frame. */
    public static final int COEFFICIENTS = WINDOWS * CEPSTRA;

    /** What becomes of the sound after the last whole window. */
    public enum ClipEnd {
        /** It is dropped, as when DeepSpeech trains and evaluates. */
        @JsonProperty("dropped")
        DROPPED,

        /** It makes one more window, padded with zeros, as in DeepSpeech's native client. */
        @JsonProperty("padded")
        PADDED
    }

    /** Refuses settings that do not fit together, naming the value. */
    public DeepSpeechFrontEnd {
        Objects.requireNonNull(clipEnd, "clipEnd");
        if (sampleRateHz <= 2 * LOW_HZ) {
            throw new IllegalArgumentException("sampleRateHz must be above " + 2 * LOW_HZ + ": " + sampleRateHz);
        }
        framing(windowSamples, hopSamples);
    }

    /**
     * The released models' settings: 16 kHz, windows of 32 ms every 20 ms, whole ones only.
     *
     * @return DeepSpeech 0.9.3's defaults
     */
    public static DeepSpeechFrontEnd standard() {
        return new DeepSpeechFrontEnd(16_000, 512, 320, ClipEnd.DROPPED);
    }

    /** The transform is the next power of two, as in TensorFlow's {@code Spectrogram}. */
    private static Framing framing(int windowSamples, int hopSamples) {
        int fftSize = windowSamples < 2 ? 2 : Integer.highestOneBit(windowSamples - 1) * 2;
        return new Framing(windowSamples, hopSamples, fftSize, 1);
    }

    Framing framing() {
        return framing(windowSamples, hopSamples);
    }

    @Override
    public int coefficients() {
        return COEFFICIENTS;
    }

    /** One: a frame includes its neighbours, but they are frames of their own. */
    @Override
    public int stackedFrames() {
        return 1;
    }

    @Override
    public double frameSeconds() {
        return (double) hopSamples / sampleRateHz;
    }

    @Override
    public int frames(long samples) {
        int whole = framing().frames(samples);
        return clipEnd == ClipEnd.PADDED && samples > 0 ? whole + 1 : whole;
    }

    @Override
    public Optional<String> obstacleToStreaming() {
        return Optional.empty();
    }

    /** Those with windows that lie outside the clip, and that of the window padded with zeros. */
    @Override
    public int framesThatHearTheEnd() {
        return clipEnd == ClipEnd.PADDED ? CONTEXT + 1 : CONTEXT;
    }

    @Override
    public FeatureExtractor extractor(Consumer<float[]> sink) {
        return new DeepSpeechExtractor(this, sink);
    }

    @Override
    public FeatureMatrix extract(Waveform waveform) {
        if (waveform.sampleRateHz() != sampleRateHz) {
            throw new IllegalArgumentException("front end for " + sampleRateHz + " Hz was given sound at "
                    + waveform.sampleRateHz() + " Hz; resample it first");
        }
        float[] samples = waveform.samples();
        FrameBuffer rows = new FrameBuffer(frames(samples.length), COEFFICIENTS);
        FeatureExtractor extractor = extractor(rows::add);
        extractor.accept(samples, samples.length);
        extractor.finish();
        return rows.matrix();
    }

    /** Each frame's own window alone: [frame × cepstral coefficient]. */
    static FeatureMatrix withoutContext(FeatureMatrix features) {
        float[] own = new float[features.frames() * CEPSTRA];
        for (int frame = 0; frame < features.frames(); frame++) {
            System.arraycopy(
                    features.values(), frame * COEFFICIENTS + CONTEXT * CEPSTRA, own, frame * CEPSTRA, CEPSTRA);
        }
        return new FeatureMatrix(own, features.frames(), CEPSTRA);
    }

    /** The opposite: every window with its neighbours. */
    static FeatureMatrix withContext(FeatureMatrix windows) {
        FrameBuffer rows = new FrameBuffer(windows.frames(), COEFFICIENTS);
        ContextWindows context = new ContextWindows(rows::add);
        float[] window = new float[CEPSTRA];
        for (int i = 0; i < windows.frames(); i++) {
            System.arraycopy(windows.values(), i * CEPSTRA, window, 0, CEPSTRA);
            context.add(window);
        }
        context.finish();
        return rows.matrix();
    }
}
