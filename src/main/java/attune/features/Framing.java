package attune.features;

/**
 * How a clip is cut. Window {@code i} covers samples {@code [i * hopSamples, i * hopSamples + windowSamples)}; nothing
 * is padded, a window that would reach past the end is dropped, and so is a last stack that lacks a window: at most
 * {@code stackedFrames * hopSamples - 1} samples of a clip's end, besides the window's overlap, go unused, and every
 * value a network sees was measured.
 *
 * @param windowSamples length of a window, at least 2
 * @param hopSamples from one window's start to the next one's, 1 to {@code windowSamples}
 * @param fftSize a power of two from {@code windowSamples} to 8192
 * @param stackedFrames windows side by side in a frame, 1 to 64
 */
public record Framing(int windowSamples, int hopSamples, int fftSize, int stackedFrames) {

    /** Above this size TarsosDSP's transform would start threads of its own. */
    private static final int LARGEST_FFT = 8192;

    /** Refuses impossible settings, naming the value. */
    public Framing {
        require(windowSamples >= 2, "windowSamples must be at least 2", windowSamples);
        require(
                hopSamples >= 1 && hopSamples <= windowSamples,
                "hopSamples must be from 1 to windowSamples = " + windowSamples,
                hopSamples);
        require(
                fftSize >= windowSamples && fftSize <= LARGEST_FFT && Integer.bitCount(fftSize) == 1,
                "fftSize must be a power of two from windowSamples = " + windowSamples + " to " + LARGEST_FFT,
                fftSize);
        require(stackedFrames >= 1 && stackedFrames <= 64, "stackedFrames must be from 1 to 64", stackedFrames);
    }

    /**
     * How many whole stacks of whole windows a clip holds.
     *
     * @param samples length of the clip, not negative
     * @return number of frames, at most {@link Integer#MAX_VALUE}
     */
    public int frames(long samples) {
        if (samples < 0) {
            throw new IllegalArgumentException("a clip cannot have " + samples + " samples");
        }
        long windows = samples < windowSamples ? 0 : 1 + (samples - windowSamples) / hopSamples;
        return (int) Math.min(Integer.MAX_VALUE, windows / stackedFrames);
    }

    private static void require(boolean holds, String rule, int found) {
        if (!holds) {
            throw new IllegalArgumentException(rule + ": " + found);
        }
    }
}
