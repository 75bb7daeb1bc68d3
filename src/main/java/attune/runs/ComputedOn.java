package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.layers.FastLayers;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a run's exact result depends on besides its plan. Stored in {@code plan.json}, so that a run resumed elsewhere
 * can warn that it will not match bit for bit.
 *
 * @param kernel name of the recurrent kernel, or of the one for convolutions
 * @param threads the machine's number of cores
 */
public record ComputedOn(String kernel, int threads) {

    /**
     * For recurrent networks in single precision.
     *
     * @return kernel and threads of this machine
     */
    public static ComputedOn recurrent() {
        return by(Kernels.forType(DataType.FLOAT).name());
    }

    /**
     * For a recurrent network.
     *
     * @param network single or double precision
     * @return kernel and threads of this machine
     */
    public static ComputedOn recurrent(ComputationGraph network) {
        return by(Kernels.forType(network.getConfiguration().getDataType()).name());
    }

    /**
     * For convolutions.
     *
     * @return kernel and threads of this machine
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
     * @param data description of the training data
     * @param seed the run seed
     * @return the conditions, with kernel and threads
     */
    public ProvenanceStep.Conditions conditions(String data, long seed) {
        return new ProvenanceStep.Conditions(data, seed, kernel, threads);
    }

    /**
     * Warns if a resumed run will not match bit for bit.
     *
     * @param now where it is resumed
     * @param progress gets the warning
     */
    public void warnIfElsewhere(ComputedOn now, Progress progress) {
        if (!equals(now)) {
            progress.warn("this run was started on " + text() + " and is resumed on " + now.text()
                    + ": the result will be just as good, but not bit for bit the same");
        }
    }

    /**
     * For messages and cache keys.
     *
     * @return kernel and threads
     */
    public String text() {
        return kernel + ", " + threads + " threads";
    }
}
