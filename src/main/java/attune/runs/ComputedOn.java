package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.layers.FastLayers;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the bits of a run depend on besides its plan. In {@code plan.json}, so that a run resumed elsewhere can say that it
 * does not go on bit for bit.
 *
 * @param kernel name of the recurrent kernel, or of that for convolutions
 * @param threads as many as the machine has cores
 */
public record ComputedOn(String kernel, int threads) {

    /**
     * Where recurrent networks of single precision compute.
     *
     * @return this machine
     */
    public static ComputedOn recurrent() {
        return by(Kernels.forType(DataType.FLOAT).name());
    }

    /**
     * Where a recurrent network computes.
     *
     * @param network single or double precision
     * @return this machine
     */
    public static ComputedOn recurrent(ComputationGraph network) {
        return by(Kernels.forType(network.getConfiguration().getDataType()).name());
    }

    /**
     * Where convolutions compute.
     *
     * @return this machine
     */
    public static ComputedOn convolutional() {
        return by(FastLayers.kernel());
    }

    private static ComputedOn by(String kernel) {
        return new ComputedOn(kernel, Runtime.getRuntime().availableProcessors());
    }

    /**
     * The conditions of a step in a model's provenance.
     *
     * @param data what was learnt from
     * @param seed of everything random
     * @return with kernel and threads
     */
    public ProvenanceStep.Conditions conditions(String data, long seed) {
        return new ProvenanceStep.Conditions(data, seed, kernel, threads);
    }

    /**
     * Warns that a run does not go on bit for bit.
     *
     * @param now where it goes on
     * @param progress hears of it
     */
    public void warnIfElsewhere(ComputedOn now, Progress progress) {
        if (!equals(now)) {
            progress.warn("this run was begun on " + text() + " and is resumed on " + now.text()
                    + ": the result will be as good, but not the same bits");
        }
    }

    /**
     * For messages and as part of cache keys.
     *
     * @return kernel and threads
     */
    public String text() {
        return kernel + ", " + threads + " threads";
    }
}
