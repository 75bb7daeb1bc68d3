package attune.features;

import java.util.Objects;
import java.util.function.Consumer;

/** {@link DeepSpeechFrontEnd} at work: a frame is emitted once the nine windows after its own have come. */
final class DeepSpeechExtractor implements FeatureExtractor {
    private final Framer framer;
    private final PowerSpectrum spectrum;
    private final SquareRootMel mel;
    private final Cepstrum cepstrum = new Cepstrum(DeepSpeechFrontEnd.BANDS, DeepSpeechFrontEnd.CEPSTRA);
    private final ContextWindows context;
    private final DeepSpeechFrontEnd frontEnd;

    private final double[] bands = new double[DeepSpeechFrontEnd.BANDS];
    private final float[] window = new float[DeepSpeechFrontEnd.CEPSTRA];
    private long samplesSeen;
    private boolean finished;

    DeepSpeechExtractor(DeepSpeechFrontEnd frontEnd, Consumer<float[]> sink) {
        Framing framing = frontEnd.framing();
        this.frontEnd = frontEnd;
        this.framer = new Framer(framing, this::analyze);
        this.spectrum = new PowerSpectrum(framing);
        double rateHz = frontEnd.sampleRateHz();
        this.mel = new SquareRootMel(
                framing.fftSize() / 2 + 1, rateHz, bands.length, DeepSpeechFrontEnd.LOW_HZ, rateHz / 2);
        this.context = new ContextWindows(Objects.requireNonNull(sink, "sink"));
    }

    @Override
    public void accept(float[] samples, int count) {
        if (finished) {
            throw new IllegalStateException("this clip is finished; a new clip needs a new extractor");
        }
        Objects.checkFromIndexSize(0, count, samples.length);
        framer.accept(samples, count);
        samplesSeen += count;
    }

    @Override
    public void finish() {
        if (finished) {
            throw new IllegalStateException("this clip is finished already");
        }
        finished = true;
        int missing = frontEnd.windowSamples() - samplesOfLastWindow();
        if (frontEnd.frames(samplesSeen) > frontEnd.framing().frames(samplesSeen)) {
            framer.accept(new float[missing], missing);
        }
        context.finish();
    }

    /** The samples received of the window that is still incomplete. */
    private int samplesOfLastWindow() {
        return (int) (samplesSeen - (long) frontEnd.framing().frames(samplesSeen) * frontEnd.hopSamples());
    }

    private void analyze(float[] samples) {
        mel.apply(spectrum.of(samples), bands);
        cepstrum.apply(bands, window);
        context.add(window);
    }
}
