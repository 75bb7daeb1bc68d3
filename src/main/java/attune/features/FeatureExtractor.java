package attune.features;

/**
 * Features of one clip, pushed: samples in by blocks of any size, frames out to a sink. The blocks' sizes change no bit
 * of the result. Not for more than one thread or clip.
 */
public interface FeatureExtractor {

    /**
     * Takes the next samples of the clip.
     *
     * @param samples amplitudes, full scale ±1; read, not kept
     * @param count how many of them, from the first
     * @throws IllegalStateException after {@link #finish()}
     */
    void accept(float[] samples, int count);

    /**
     * Ends the clip: the frames that waited for its end leave now.
     *
     * @throws IllegalStateException if it has ended already
     */
    void finish();
}
