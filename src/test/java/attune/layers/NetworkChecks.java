package attune.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.deeplearning4j.gradientcheck.GradientCheckUtil;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What must hold for every network over clips of several lengths. */
final class NetworkChecks {
    private NetworkChecks() {}

    /**
     * Compares the gradients with finite differences.
     *
     * @param network of doubles
     */
    static void gradientsAreFiniteDifferences(
            ComputationGraph network, INDArray features, INDArray labels, INDArray mask) {
        boolean equal = GradientCheckUtil.checkGradients(new GradientCheckUtil.GraphConfig()
                .net(network)
                .epsilon(1e-6)
                .maxRelError(1e-5)
                .minAbsoluteError(1e-9)
                .print(GradientCheckUtil.PrintMode.FAILURES_ONLY)
                .inputs(new INDArray[] {features})
                .labels(new INDArray[] {labels})
                .inputMask(new INDArray[] {mask}));
        assertThat(equal).isTrue();
    }

    /** Runs each clip by itself, and all of them, padded, in one batch. */
    static void aClipAloneIsAsAmongOthers(ComputationGraph network, INDArray features, INDArray mask, int... lengths) {
        INDArray together = network.output(false, new INDArray[] {features}, new INDArray[] {mask})[0].dup();
        for (int i = 0; i < lengths.length; i++) {
            INDArray alone = network.outputSingle(features.get(
                            NDArrayIndex.interval(i, i + 1), NDArrayIndex.all(), NDArrayIndex.interval(0, lengths[i]))
                    .dup());
            INDArray padded = together.get(
                    NDArrayIndex.interval(i, i + 1), NDArrayIndex.all(), NDArrayIndex.interval(0, lengths[i]));
            assertThat(alone.sub(padded).amaxNumber().doubleValue()).isLessThan(1e-6);
        }
    }
}
