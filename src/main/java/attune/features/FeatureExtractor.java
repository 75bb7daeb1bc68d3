package attune.features;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * Features of one clip, pushed: samples in by blocks of any size, frames out to a sink. The blocks' sizes change no bit
 * of the result. With {@link Normalization.MeanOver#SO_FAR} a frame leaves as soon as its last sample has come and
 * memory does not grow; with {@link Normalization.MeanOver#WHOLE_CLIP} all frames wait for {@link #finish()} (32 kB a
 * second with the standard settings). Not for more than one thread or clip.
 */
public final class FeatureExtractor {
    private final LogMelAnalyzer analyzer;
    private final BandNormalizer normalizer;
    private final boolean meanSoFar;
    private final int bands;
    private final Consumer<float[]> sink;

    private final float[] frame;
    private int filled;
    private final Queue<float[]> waiting = new ArrayDeque<>();
    private boolean finished;

    FeatureExtractor(LogMelFrontEnd frontEnd, Consumer<float[]> sink) {
        this.analyzer = new LogMelAnalyzer(frontEnd, this::stack);
        this.normalizer = new BandNormalizer(frontEnd.normalization());
        this.meanSoFar = frontEnd.normalization().meanOver() == Normalization.MeanOver.SO_FAR;
        this.bands = frontEnd.bands().count();
        this.sink = Objects.requireNonNull(sink, "sink");
        this.frame = new float[frontEnd.coefficients()];
    }

    /**
     * Takes the next samples of the clip.
     *
     * @param samples amplitudes, full scale ±1; read, not kept
     * @param count how many of them, from the first
     */
    public void accept(float[] samples, int count) {
        if (finished) {
            throw new IllegalStateException("this clip is finished; a new clip needs a new extractor");
        }
        Objects.checkFromIndexSize(0, count, samples.length);
        analyzer.accept(samples, count);
    }

    /** Ends the clip: the frames that waited for its mean leave now; a last incomplete one never does. */
    public void finish() {
        finished = true;
        while (!waiting.isEmpty()) {
            float[] next = waiting.remove();
            for (int offset = 0; offset < next.length; offset += bands) {
                normalizer.normalize(next, offset);
            }
            sink.accept(next);
        }
    }

    private void stack(float[] logEnergies) {
        System.arraycopy(logEnergies, 0, frame, filled, bands);
        if (meanSoFar) {
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
        if (meanSoFar) {
            sink.accept(frame);
            return;
        }
        for (int offset = 0; offset < frame.length; offset += bands) {
            normalizer.count(frame, offset);
        }
        waiting.add(frame.clone());
    }
}
