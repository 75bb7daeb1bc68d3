package attune.speech.live;

import attune.features.FeatureMatrix;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network's pass over one clip whose frames are still coming: the recurrent layers' state carries over from chunk to
 * chunk, and so do the last few frames, which the layers below see again.
 */
final class LiveNetwork {
    private final LivePasses passes;
    private final Map<String, Map<String, INDArray>> states = new TreeMap<>();
    /** Frames that have been through, then those in wait. */
    private final List<float[]> near = new ArrayList<>();

    private int through;

    /** Starts before the first frame. */
    LiveNetwork(LivePasses passes) {
        this.passes = passes;
    }

    /** A copy of the pass so far, to continue from later; layers overwrite the state that they are given. */
    LiveNetwork copy() {
        LiveNetwork copy = new LiveNetwork(passes);
        states.forEach((layer, state) -> {
            Map<String, INDArray> arrays = new TreeMap<>();
            state.forEach((name, array) -> arrays.put(name, array.dup()));
            copy.states.put(layer, arrays);
        });
        copy.near.addAll(near);
        copy.through = through;
        return copy;
    }

    /** Whether a row depends on frames after its own. */
    boolean looksAhead() {
        return passes.reach() > 0;
    }

    /** How many of the frames given so far, the newest, await more frames before they give a row. */
    int framesInWait() {
        return near.size() - through;
    }

    /**
     * Natural-log probabilities [frame × label] of frames that no longer depend on what comes, given the next frames, of
     * which there must be at least one.
     */
    float[][] run(FeatureMatrix frames) {
        return run(frames, passes.reach());
    }

    /** The same for all frames that have not given a row yet, after these, the last; there may be none. */
    float[][] finish(FeatureMatrix frames) {
        return run(frames, 0);
    }

    private float[][] run(FeatureMatrix frames, int ahead) {
        int size = frames.coefficients();
        for (int frame = 0; frame < frames.frames(); frame++) {
            near.add(Arrays.copyOfRange(frames.values(), frame * size, (frame + 1) * size));
        }
        int ready = Math.max(0, framesInWait() - ahead);
        if (ready == 0) {
            return new float[0][];
        }
        LiveStep step = new LiveStep(joined(), through, ready, states);
        passes.take(step);
        through += ready;
        int passed = Math.max(0, through - passes.reach());
        near.subList(0, passed).clear();
        through -= passed;
        return step.rows();
    }

    private FeatureMatrix joined() {
        int size = near.get(0).length;
        float[] values = new float[near.size() * size];
        for (int frame = 0; frame < near.size(); frame++) {
            System.arraycopy(near.get(frame), 0, values, frame * size, size);
        }
        return new FeatureMatrix(values, near.size(), size);
    }
}
