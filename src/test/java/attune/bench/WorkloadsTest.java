package attune.bench;

import static org.assertj.core.api.Assertions.assertThat;

import attune.layers.CtcBatch;
import attune.speech.learning.NetworkShape;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The benchmark's workloads, tiny, so that a change elsewhere cannot break them unseen. */
class WorkloadsTest {
    private static final StepShape ONE_WAY = new StepShape(NetworkShape.streaming(2, 4), 3, 2, 12, 3);
    private static final StepShape BOTH_WAYS = new StepShape(NetworkShape.bidirectional(2, 4), 3, 2, 12, 3);

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
}
