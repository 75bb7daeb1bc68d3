package attune.speech.live;

import attune.features.FeatureMatrix;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** One step of a stream's pass through the network: its next frames, with the frames near them that these can see. */
final class LiveStep {
    private final FeatureMatrix near;
    private final int from;
    private final int count;
    private final Map<String, Map<String, INDArray>> states;

    private float @Nullable [][] rows;
    private @Nullable Throwable failure;

    /**
     * A step that is to be taken.
     *
     * @param near the next frames and those around them, [frame × coefficient]
     * @param from the first of the next frames
     * @param count how many they are, 1 or more
     * @param states of the recurrent layers, by name, none before the first step; replaced when the step is taken
     */
    LiveStep(FeatureMatrix near, int from, int count, Map<String, Map<String, INDArray>> states) {
        this.near = near;
        this.from = from;
        this.count = count;
        this.states = states;
    }

    FeatureMatrix near() {
        return near;
    }

    int from() {
        return from;
    }

    int count() {
        return count;
    }

    Map<String, Map<String, INDArray>> states() {
        return states;
    }

    /** Whether both can be taken in one pass, without padding. */
    boolean goesWith(LiveStep other) {
        return near.frames() == other.near.frames()
                && from == other.from
                && count == other.count
                && states.isEmpty() == other.states.isEmpty();
    }

    void succeed(float[][] output) {
        rows = output;
    }

    void fail(Throwable reason) {
        failure = reason;
    }

    boolean isTaken() {
        return rows != null || failure != null;
    }

    /** Natural-log probabilities [frame × label] of the next frames, once it is taken. */
    float[][] rows() {
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null || rows == null) {
            throw new IllegalStateException("a step of a stream was not taken", failure);
        }
        return rows;
    }
}
