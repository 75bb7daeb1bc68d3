package attune.training;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of a network's parameters over the training steps, in which late steps weigh most: at first a plain mean,
 * then an exponential moving average in which a new step has weight {@code 1/n}, {@code n} being the span. A mean
 * fluctuates less than what it is taken over (Polyak and Juditsky 1992 on the plain mean), so an epoch is less often
 * the best by luck.
 */
final class WeightMean {
    private final List<INDArray> parameters;
    private final List<INDArray> means;
    private final double span;

    /**
     * A mean that starts from the current parameters.
     *
     * @param parameters flat vectors, changed by training
     * @param span number of steps after which a step's weight has fallen to about a third
     */
    WeightMean(List<INDArray> parameters, double span) {
        this.parameters = parameters;
        this.means = parameters.stream().map(INDArray::dup).toList();
        this.span = span;
    }

    /**
     * Includes a step.
     *
     * @param step number of steps before this one
     */
    void follow(long step) {
        follow(step, 1);
    }

    /**
     * Includes the weights after several steps at once.
     *
     * @param step number of steps before the last of these
     * @param count number of steps that these weights stand for
     */
    void follow(long step, int count) {
        double share = Math.min(1, count * share(step));
        for (int i = 0; i < means.size(); i++) {
            follow(means.get(i), parameters.get(i), share);
        }
    }

    /** The weight of the newest step. */
    double share(long step) {
        return 1 / Math.max(1, Math.min((double) step + 1, span));
    }

    private static void follow(INDArray mean, INDArray values, double share) {
        if (HostMemory.holds(mean.dataType())) {
            follow(HostMemory.floats(mean), HostMemory.floats(values), (float) share);
        } else {
            try (INDArray part = values.mul(share)) {
                mean.muli(1 - share).addi(part);
            }
        }
    }

    private static void follow(FloatBuffer mean, FloatBuffer values, float share) {
        float kept = 1 - share;
        FloatBlocks.each(mean, () -> {
            float[] m = new float[FloatBlocks.LENGTH];
            float[] v = new float[FloatBlocks.LENGTH];
            return block -> {
                FloatBlocks.read(mean, block, m);
                FloatBlocks.read(values, block, v);
                for (int i = 0; i < FloatBlocks.LENGTH; i++) {
                    m[i] = kept * m[i] + share * v[i];
                }
                FloatBlocks.write(m, mean, block);
            };
        });
    }

    /** Swaps the mean and the network's parameters; a second call restores both. */
    void swap() {
        for (int i = 0; i < means.size(); i++) {
            try (INDArray kept = means.get(i).dup()) {
                means.get(i).assign(parameters.get(i));
                parameters.get(i).assign(kept);
            }
        }
    }

    /** The arrays that must be saved to resume exactly. */
    List<INDArray> state() {
        return means;
    }
}
