package attune.speech.store;

import attune.features.FeatureMatrix;
import java.util.List;

/**
 * One clip for training or scoring.
 *
 * @param id the utterance's
 * @param sound what the network gets
 * @param text the normalised transcript
 * @param labels the same as label indices, without blanks
 */
@SuppressWarnings("ArrayRecordComponent") // labels are read by every training step, never changed
public record Example(String id, ClipFeatures sound, String text, int[] labels) {

    /**
     * An example whose features are in memory.
     *
     * @param id the utterance's
     * @param features what the network gets
     * @param text the normalised transcript
     * @param labels the same as label indices, without blanks
     */
    public Example(String id, FeatureMatrix features, String text, int[] labels) {
        this(id, new ClipFeatures.Kept(features), text, labels);
    }

    /**
     * The clips' lengths as the network sees them.
     *
     * @param examples any
     * @return frames of each, in the same order
     */
    public static int[] frames(List<Example> examples) {
        return examples.stream().mapToInt(Example::frames).toArray();
    }

    /**
     * The clip's length as the network sees it.
     *
     * @return frames
     */
    public int frames() {
        return sound.frames();
    }

    /**
     * What the network gets, fetched from wherever it is; see {@link ClipFeatures#read}.
     *
     * @return [frame × coefficient]
     */
    public FeatureMatrix features() {
        return sound.read();
    }
}
