package attune.training;

import attune.backend.HostMemory;
import java.nio.FloatBuffer;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The mean of a network's parameters over the steps of training, those of late steps weighing most: at first all steps
 * alike, then each {@code 1/n} of the mean and those before fading, {@code n} being the span. A mean wanders less than what
 * it is of (Polyak and Juditsky 1992 on the plain mean), so an epoch is less often the best by luck.
 */
final class WeightMean {
    private final List<INDArray> parameters;
    private final List<INDArray> means;
    private final double span;

    /**
     * A mean that begins as the parameters are.
     *
     * @param parameters flat vectors, changed by training
     * @param span steps after which a step's share has fallen to a third
     */
    WeightMean(List<INDArray> parameters, double span) {
        this.parameters = parameters;
        this.means = parameters.stream().map(INDArray::dup).toList();
        this.span = span;
    }

    /**
     * Takes a step in.
     *
     * @param step how many came before
     */
    void follow(long step) {
        double share = 1 / Math.max(1, Math.min((double) step + 1, span));
        for (int i = 0; i < means.size(); i++) {
            follow(means.get(i), parameters.get(i), share);
        }
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

    /** Puts the mean into the network and the network's parameters in its place; once more, and all is as before. */
    void swap() {
        for (int i = 0; i < means.size(); i++) {
            try (INDArray kept = means.get(i).dup()) {
                means.get(i).assign(parameters.get(i));
                parameters.get(i).assign(kept);
            }
        }
    }

    /** What must be saved to go on exactly. */
    List<INDArray> state() {
        return means;
    }
}
