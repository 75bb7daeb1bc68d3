package attune.features;

import java.util.function.Consumer;

/** Cuts pushed samples into overlapping windows, the same whatever the sizes of the blocks they come in. */
final class Framer {
    private final int hopSamples;
    private final Consumer<float[]> sink;
    private final float[] window;
    private int filled;

    /** The sink gets each window as soon as it is whole, in an array that is overwritten afterwards. */
    Framer(Framing framing, Consumer<float[]> sink) {
        this.hopSamples = framing.hopSamples();
        this.sink = sink;
        this.window = new float[framing.windowSamples()];
    }

    void accept(float[] samples, int count) {
        int taken = 0;
        while (taken < count) {
            int step = Math.min(count - taken, window.length - filled);
            System.arraycopy(samples, taken, window, filled, step);
            taken += step;
            filled += step;
            if (filled == window.length) {
                sink.accept(window);
                filled = window.length - hopSamples;
                System.arraycopy(window, hopSamples, window, 0, filled);
            }
        }
    }
}
