package attune.speech;

import attune.backend.FloatArrays;
import attune.features.FeatureMatrix;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Clips of different lengths as one array: time-major in memory, as the recurrent layers want it, but indexed in DL4J's
 * order.
 *
 * @param features [utterance × coefficient × frame], zeros in padding
 * @param mask [utterance × frame], ones within each clip
 */
public record Padded(INDArray features, INDArray mask) {
    /** Frames are rounded up to a multiple of this: every new shape costs the kernel tens of milliseconds once. */
    private static final int FRAME_STEP = 8;

    /**
     * Clips padded to the longest, or a little more.
     *
     * @param clips one or more, [frame × coefficient] each, at least one of them with a frame
     * @return whose arrays the caller closes
     */
    public static Padded of(List<FeatureMatrix> clips) {
        int longest = clips.stream().mapToInt(FeatureMatrix::frames).max().orElseThrow();
        return of(clips, (longest + FRAME_STEP - 1) / FRAME_STEP * FRAME_STEP);
    }

    /**
     * Clips padded to a length.
     *
     * @param clips one or more, [frame × coefficient] each
     * @param frames length to pad to, at least that of the longest clip
     * @return whose arrays the caller closes
     */
    public static Padded of(List<FeatureMatrix> clips, int frames) {
        int size = clips.get(0).coefficients();
        float[] values = new float[frames * clips.size() * size];
        float[] mask = new float[clips.size() * frames];
        for (int clip = 0; clip < clips.size(); clip++) {
            FeatureMatrix matrix = clips.get(clip);
            for (int frame = 0; frame < matrix.frames(); frame++) {
                System.arraycopy(matrix.values(), frame * size, values, (frame * clips.size() + clip) * size, size);
                mask[clip * frames + frame] = 1;
            }
        }
        return new Padded(
                FloatArrays.of(values, frames, clips.size(), size).permute(1, 2, 0),
                FloatArrays.of(mask, clips.size(), frames));
    }
}
