package attune.features;

/**
 * Features of one clip, pushed: samples in, in blocks of any size; frames out, to a sink. The sizes of the blocks do
 * not change a bit of the result. For one thread and one clip.
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
     * Ends the clip: the frames that waited for its end are emitted now.
     *
     * @throws IllegalStateException if it has ended already
     */
    void finish();
}
