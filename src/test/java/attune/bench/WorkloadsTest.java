package attune.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.layers.CtcBatch;
import attune.speech.learning.NetworkShape;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The benchmark's workloads, tiny, so that a change elsewhere cannot break them unseen. */
class WorkloadsTest {
    private static final StepShape.Speech SPEECH = new StepShape.Speech(3, 2, 12, 3);
    private static final StepShape ONE_WAY = new StepShape(NetworkShape.streaming(2, 4), SPEECH);
    private static final StepShape BOTH_WAYS = new StepShape(NetworkShape.bidirectional(2, 4), SPEECH);

    @Test
    void theTrainerIsHeldUpAfterAsManyStepsAsAreWanted() throws IOException {
        TrainingSteps steps = TrainingSteps.of(BOTH_WAYS);
        assertThat(steps.run(3)).hasSize(3);
        assertThat(steps.run(1)).hasSize(1);
    }

    @Test
    void stockLayersTakeStepsOnTheSameBatch() {
        assertThat(StockSteps.of(ONE_WAY).run(2)).hasSize(2);
        assertThat(StockSteps.of(BOTH_WAYS).run(1)).hasSize(1);
    }

    @Test
    void aBatchOfCtcLossesIsFinite() {
        assertThat(Workload.timed(new CtcBatch(3, 20, 5, 6)::lossesAndGradients).run(2))
                .hasSize(2);
    }

    @Test
    void theRecurrentKernelRunsBothWays() {
        RecurrentKernelBenchmark benchmark = new RecurrentKernelBenchmark();
        benchmark.prepare();
        benchmark.forwardAndBackward();
        assertThat(benchmark.layer.directions).isEqualTo(2);
    }

    /** Written out for two layers of 4 units in each direction, on 3 coefficients. */
    @Test
    void theWorkOfAStepIsThatOfItsProducts() {
        int outputs = StepShape.ALPHABET.size();
        double gates = 2 * 4 * 4;
        double recurrent = 2e-9 * 24 * gates * (3 + 4 + 8 + 4);
        Map<StepPart, Double> work = StepWork.gflop(BOTH_WAYS.create(), 24);
        assertThat(work.get(StepPart.FORWARD)).isCloseTo(recurrent, within(1e-15));
        assertThat(work.get(StepPart.BACKWARD)).isCloseTo(2 * recurrent, within(1e-15));
        assertThat(work.get(StepPart.OUTPUT)).isCloseTo(6e-9 * 24 * 8 * outputs, within(1e-15));
    }

    @Test
    void theInnermostFrameThatTellsIsWhatAThreadIsAt() {
        StackTraceElement product = frame("org.bytedeco.dnnl.primitive", "execute");
        StackTraceElement pass = frame("attune.layers.kernel.OneDnnLstm", "backward");
        StackTraceElement graph = frame("org.deeplearning4j.nn.graph.ComputationGraph", "computeGradientAndScore");
        assertThat(StepPart.of(new StackTraceElement[] {product, pass, graph})).hasValue(StepPart.BACKWARD);
        assertThat(StepPart.of(new StackTraceElement[] {graph})).hasValue(StepPart.GRAPH);
        StackTraceElement waiting = frame("attune.layers.kernel.SideBySide", "await");
        assertThat(StepPart.of(new StackTraceElement[] {waiting, graph})).isEmpty();
    }

    private static StackTraceElement frame(String type, String method) {
        return new StackTraceElement(type, method, null, -1);
    }
}
