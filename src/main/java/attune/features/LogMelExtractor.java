package attune.features;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * Log-mel energies, pushed. With {@link Normalization.MeanOver#WHOLE_CLIP} all frames wait for {@link #finish()} (32 kB
 * a second with the standard settings); otherwise a frame is emitted as soon as its last sample has come and memory does
 * not grow.
 */
final class LogMelExtractor implements FeatureExtractor {
    private final LogMelAnalyzer analyzer;
    private final BandNormalizer normalizer;
    private final boolean atOnce;
    private final int bands;
    private final Consumer<float[]> sink;

    private final float[] frame;
    private int filled;
    private final FrameBuffer waiting;
    private boolean finished;

    LogMelExtractor(LogMelFrontEnd frontEnd, Consumer<float[]> sink) {
        this(frontEnd, new FrameBuffer(0, frontEnd.coefficients()), sink);
    }

    private LogMelExtractor(LogMelFrontEnd frontEnd, FrameBuffer waiting, Consumer<float[]> sink) {
        this.analyzer = new LogMelAnalyzer(frontEnd, this::stack);
        this.normalizer = new BandNormalizer(frontEnd.normalization());
        this.atOnce = frontEnd.normalization().meanOver().isKnownAtOnce();
        this.bands = frontEnd.bands().count();
        this.sink = Objects.requireNonNull(sink, "sink");
        this.frame = new float[frontEnd.coefficients()];
        this.waiting = waiting;
    }

    /** All frames of a clip. Those that wait for its mean are normalised in place and become the matrix. */
    static FeatureMatrix extract(LogMelFrontEnd frontEnd, float[] samples) {
        FrameBuffer rows = new FrameBuffer(frontEnd.frames(samples.length), frontEnd.coefficients());
        boolean atOnce = frontEnd.normalization().meanOver().isKnownAtOnce();
        LogMelExtractor extractor =
                atOnce ? new LogMelExtractor(frontEnd, rows::add) : new LogMelExtractor(frontEnd, rows, frame -> {});
        extractor.accept(samples, samples.length);
        extractor.finish();
        return rows.matrix();
    }

    @Override
    public void accept(float[] samples, int count) {
        if (finished) {
            throw new IllegalStateException("this clip is finished; a new clip needs a new extractor");
        }
        Objects.checkFromIndexSize(0, count, samples.length);
        analyzer.accept(samples, count);
    }

    /** Emits the frames that waited for the clip's mean, but never a last incomplete one. */
    @Override
    public void finish() {
        if (finished) {
            throw new IllegalStateException("this clip is finished already");
        }
        finished = true;
        float[] values = waiting.values();
        for (int row = 0; row < waiting.frames(); row++) {
            int start = row * frame.length;
            for (int offset = start; offset < start + frame.length; offset += bands) {
                normalizer.normalize(values, offset);
            }
            System.arraycopy(values, start, frame, 0, frame.length);
            sink.accept(frame);
        }
    }

    private void stack(float[] logEnergies) {
        System.arraycopy(logEnergies, 0, frame, filled, bands);
        if (atOnce) {
            normalizer.count(frame, filled);
            normalizer.normalize(frame, filled);
        }
        filled += bands;
        if (filled == frame.length) {
            filled = 0;
            release();
        }
    }

    private void release() {
        if (atOnce) {
            sink.accept(frame);
            return;
        }
        for (int offset = 0; offset < frame.length; offset += bands) {
            normalizer.count(frame, offset);
        }
        waiting.add(frame);
    }
}
