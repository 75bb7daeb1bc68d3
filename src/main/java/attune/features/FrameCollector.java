package attune.features;

import java.util.function.Consumer;

/** Puts frames one below the other. */
final class FrameCollector implements Consumer<float[]> {
    private final float[] values;
    private final int coefficients;
    private int filled;

    FrameCollector(int frames, int coefficients) {
        this.values = new float[Math.multiplyExact(frames, coefficients)];
        this.coefficients = coefficients;
    }

    @Override
    public void accept(float[] frame) {
        System.arraycopy(frame, 0, values, filled, coefficients);
        filled += coefficients;
    }

    /** All frames; every one that was announced must have come. */
    FeatureMatrix matrix() {
        if (filled != values.length) {
            throw new IllegalStateException("got " + filled + " of " + values.length + " values");
        }
        return new FeatureMatrix(values, values.length / coefficients, coefficients);
    }
}
