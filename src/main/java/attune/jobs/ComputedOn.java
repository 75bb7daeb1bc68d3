package attune.jobs;

import attune.layers.FastLayers;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
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
        return new ComputedOn(
                Kernels.forType(DataType.FLOAT).name(), Runtime.getRuntime().availableProcessors());
    }

    static ComputedOn hereForPictures() {
        return new ComputedOn(FastLayers.kernel(), Runtime.getRuntime().availableProcessors());
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
