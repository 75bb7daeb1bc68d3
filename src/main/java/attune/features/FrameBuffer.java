package attune.features;

import java.util.Arrays;

/** Rows of frames, growing as needed. */
final class FrameBuffer {
    private final int coefficients;
    private float[] values;
    private int frames;

    FrameBuffer(int expectedFrames, int coefficients) {
        this.values = new float[Math.multiplyExact(expectedFrames, coefficients)];
        this.coefficients = coefficients;
    }

    void add(float[] frame) {
        int end = Math.multiplyExact(frames + 1, coefficients);
        if (end > values.length) {
            values = Arrays.copyOf(values, (int) Math.min(2L * end, Integer.MAX_VALUE - 8));
        }
        System.arraycopy(frame, 0, values, end - coefficients, coefficients);
        frames++;
    }

    int frames() {
        return frames;
    }

    /** The array that holds the frames, which may be longer; replaced when it grows. */
    float[] values() {
        return values;
    }

    /** All frames, without a copy if the expected number came. */
    FeatureMatrix matrix() {
        int length = frames * coefficients;
        return new FeatureMatrix(
                values.length == length ? values : Arrays.copyOf(values, length), frames, coefficients);
    }
}
