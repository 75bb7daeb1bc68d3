package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.layers.FastLayers;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What the bits of a run depend on beside its plan. In {@code plan.json}, so that a run resumed elsewhere can say that it
 * does not go on bit for bit.
 *
 * @param kernel name of the recurrent kernel, or of that for pictures
 * @param threads as many as the machine has cores
 */
record ComputedOn(String kernel, int threads) {

    static ComputedOn here() {
        return by(Kernels.forType(DataType.FLOAT).name());
    }

    /** Where a speech network computes, whatever its numbers are. */
    static ComputedOn here(ComputationGraph network) {
        return by(Kernels.forType(network.getConfiguration().getDataType()).name());
    }

    static ComputedOn hereForPictures() {
        return by(FastLayers.kernel());
    }

    private static ComputedOn by(String kernel) {
        return new ComputedOn(kernel, Runtime.getRuntime().availableProcessors());
    }

    /** For provenance, with what was learnt from and the seed. */
    ProvenanceStep.Conditions conditions(String data, long seed) {
        return new ProvenanceStep.Conditions(data, seed, kernel, threads);
    }

    void warnIfElsewhere(ComputedOn now, Progress progress) {
        if (!equals(now)) {
            progress.warn("this run was begun on " + text() + " and is resumed on " + now.text()
                    + ": the result will be as good, but not the same bits");
        }
    }

    String text() {
        return kernel + ", " + threads + " threads";
    }
}
