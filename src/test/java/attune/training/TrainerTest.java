package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class TrainerTest {
    @TempDir
    Path folder;

    private static TrainingPlan plan(int epochs, int patience) {
        return new TrainingPlan(epochs, new LearningRate(0.02, 0.1, 0.02), 5, 1e-4, patience, Duration.ZERO);
    }

    /** A plan whose weights are averaged over a given fraction of its steps. */
    private static TrainingPlan averaged(int epochs, double part) {
        return new TrainingPlan(
                epochs,
                new LearningRate(0.02, 0.1, 0.02),
                5,
                1e-4,
                0,
                Duration.ZERO,
                part,
                Map.of(),
                0,
                0,
                Set.of(),
                0);
    }

    /** Stops the run as a kill would: between two batches, after whatever checkpoint was last. */
    private static final class Kill implements Progress {
        private int batches;

        Kill(int batches) {
            this.batches = batches;
        }

        @Override
        public void at(long done, String detail) {
            if (--batches == 0) {
                throw new IllegalStateException("killed");
            }
        }
    }

    @Test
    void learnsTheTask() {
        ComputationGraph network = ToyProblem.network(false);
        double before = ToyProblem.scorer().score(network).value();
        List<EpochReport> reports = new ArrayList<>();
        var outcome = new Trainer(network, plan(80, 0), new ToyProblem(), ToyProblem.scorer(), folder)
                .run(Progress.SILENT, reports::add);
        assertThat(outcome.bestScore()).isLessThan(before / 2);
        assertThat(reports).hasSize(80);
        assertThat(ToyProblem.scorer().score(network).value()).isEqualTo(outcome.bestScore());
    }

    /**
     * The mean of 15 steps over a span of 7.5: the mean of the first seven, of which each later step keeps 1 - 1/7.5.
     */
    @Test
    void scoresAndKeepsTheMeanOverSteps() {
        ComputationGraph network = ToyProblem.network(false);
        ComputationGraph unaveraged = ToyProblem.network(false);
        List<INDArray> steps = eachStep(unaveraged, averaged(3, 0), folder.resolve("unaveraged"));
        assertThat(eachStep(network, averaged(3, 0.5), folder.resolve("averaged")))
                .isEqualTo(steps); // the mean follows, it does not lead
        INDArray expected = Nd4j.zeros(DataType.DOUBLE, network.params().shape());
        for (int step = 1; step <= 15; step++) {
            double weight = step <= 7 ? 1 / 7.0 * Math.pow(1 - 1 / 7.5, 8) : Math.pow(1 - 1 / 7.5, 15 - step) / 7.5;
            expected.addi(steps.get(step - 1).mul(weight));
        }
        assertThat(expected.sub(network.params().castTo(DataType.DOUBLE))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
        assertThat(unaveraged.params().castTo(DataType.DOUBLE)).isEqualTo(steps.get(14));
    }

    /** Trains, with the last epoch the best, and returns the weights after each step. */
    private static List<INDArray> eachStep(ComputationGraph network, TrainingPlan plan, Path folder) {
        List<INDArray> steps = new ArrayList<>();
        Scorer scorer = graph -> new Scorer.Score(-steps.size(), "");
        new Trainer(network, plan, new ToyProblem(), scorer, folder).run(keeping(network, steps), report -> {});
        return steps;
    }

    /** Collects the weights after each step. */
    private static Progress keeping(ComputationGraph network, List<INDArray> steps) {
        return new Progress() {
            @Override
            public void at(long done, String detail) {
                steps.add(network.params().castTo(DataType.DOUBLE));
            }
        };
    }

    /** A skipped batch leaves the weights of the step before; a skipped first batch, those of the source. */
    @Test
    void aBatchLeftOutIsAStepOfTheMean() {
        ToyProblem problem = new ToyProblem();
        problem.poisonedIndex = 0;
        ComputationGraph network = ToyProblem.network(false);
        INDArray before = network.params().castTo(DataType.DOUBLE);
        List<INDArray> steps = new ArrayList<>();
        new Trainer(network, averaged(1, 1), problem, ToyProblem.scorer(), folder)
                .run(keeping(network, steps), report -> {});
        assertThat(steps.get(0)).isEqualTo(before);
        INDArray mean = Nd4j.zeros(DataType.DOUBLE, before.shape());
        steps.forEach(step -> mean.addi(step.div(steps.size())));
        assertThat(mean.sub(network.params().castTo(DataType.DOUBLE))
                        .amaxNumber()
                        .doubleValue())
                .isLessThan(1e-6);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5})
    void resumedRunEndsWithTheBitsOfAnUnbrokenOne(double averaged) {
        TrainingPlan plan = averaged(4, averaged);
        ComputationGraph whole = ToyProblem.network(false);
        new Trainer(whole, plan, new ToyProblem(), ToyProblem.scorer(), folder.resolve("whole"))
                .run(Progress.SILENT, report -> {});
        for (int killedAfter : new int[] {1, 3, 5, 7, 19}) {
            Path broken = folder.resolve("broken" + killedAfter);
            Trainer first = new Trainer(ToyProblem.network(false), plan, new ToyProblem(), ToyProblem.scorer(), broken);
            assertThatThrownBy(() -> first.run(new Kill(killedAfter), report -> {}))
                    .hasMessage("killed");
            ComputationGraph resumed = ToyProblem.network(false);
            new Trainer(resumed, plan, new ToyProblem(), ToyProblem.scorer(), broken)
                    .run(Progress.SILENT, report -> {});
            assertThat(resumed.params()).isEqualTo(whole.params());
        }
    }

    @Test
    void frozenLayersKeepTheirBits() {
        ComputationGraph network = ToyProblem.network(true);
        INDArray hidden = network.getLayer("hidden").params().dup();
        INDArray out = network.getLayer("out").params().dup();
        new Trainer(network, plan(2, 0), new ToyProblem(), ToyProblem.scorer(), folder)
                .run(Progress.SILENT, report -> {});
        assertThat(network.getLayer("hidden").params()).isEqualTo(hidden);
        assertThat(network.getLayer("out").params()).isNotEqualTo(out);
    }

    @Test
    void stopsWhenItGetsNoBetterAndKeepsTheBest() {
        double[] scores = {5, 3, 4, 4, 4, 1};
        List<INDArray> parameters = new ArrayList<>();
        ComputationGraph network = ToyProblem.network(false);
        Scorer scorer = graph -> {
            parameters.add(graph.params().dup());
            return new Scorer.Score(scores[parameters.size() - 1], "");
        };
        var outcome =
                new Trainer(network, plan(6, 3), new ToyProblem(), scorer, folder).run(Progress.SILENT, report -> {});
        assertThat(outcome).isEqualTo(new Trainer.Outcome(2, 3, true));
        assertThat(network.params()).isEqualTo(parameters.get(1));
    }

    /** While nothing has been learnt, four epochs without improvement do not stop the run; after that, three do. */
    @Test
    void doesNotStopBeforeSomethingIsLearnt() {
        double[] scores = {10, 11, 11, 11, 11, 9, 9.5, 9.5, 9.5, 1};
        Scorer scorer = new Scorer() {
            private int epoch;

            @Override
            public Score score(ComputationGraph graph) {
                return new Score(scores[epoch++], "");
            }

            @Override
            public double ofNothingLearnt() {
                return 10;
            }
        };
        var outcome = new Trainer(ToyProblem.network(false), plan(10, 3), new ToyProblem(), scorer, folder)
                .run(Progress.SILENT, report -> {});
        assertThat(outcome).isEqualTo(new Trainer.Outcome(6, 9, true));
    }

    @Test
    void aBatchWithoutALossIsLeftOutByName() {
        ToyProblem problem = new ToyProblem();
        problem.poisonedIndex = 2;
        List<String> warnings = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        ComputationGraph network = ToyProblem.network(false);
        new Trainer(network, plan(2, 0), problem, ToyProblem.scorer(), folder).run(progress, report -> {});
        assertThat(warnings)
                .containsExactly(
                        "skipped a batch because the loss is NaN: epoch 0 batch 2",
                        "skipped a batch because the loss is NaN: epoch 1 batch 2");
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @Test
    void weightsThatAreNoNumbersEndTheRunInWords() {
        TrainingPlan tooFast =
                new TrainingPlan(3, new LearningRate(Float.MAX_VALUE, 0, 0.02), 5, 1e-4, 0, Duration.ZERO);
        Trainer trainer =
                new Trainer(ToyProblem.network(false), tooFast, new ToyProblem(), ToyProblem.scorer(), folder);
        assertThatThrownBy(() -> trainer.run(Progress.SILENT, report -> {}))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessage("the weights are not finite after epoch 1");
    }

    @Test
    void aDamagedCheckpointIsRefusedInWords() throws IOException {
        Path last = folder.resolve("last.checkpoint");
        new Trainer(ToyProblem.network(false), plan(1, 0), new ToyProblem(), ToyProblem.scorer(), folder)
                .run(Progress.SILENT, report -> {});
        byte[] good = Files.readAllBytes(last);
        for (int i = 0; i < good.length; i += 7) {
            byte[] bad = good.clone();
            bad[i] ^= 4;
            refuses(last, bad);
            refuses(last, Arrays.copyOf(good, i));
        }
    }

    private void refuses(Path last, byte[] bytes) throws IOException {
        Files.write(last, bytes);
        Trainer trainer =
                new Trainer(ToyProblem.network(false), plan(1, 0), new ToyProblem(), ToyProblem.scorer(), folder);
        assertThatThrownBy(() -> trainer.run(Progress.SILENT, report -> {}))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("last.checkpoint")
                .hasMessageContaining("overwrite");
    }
}
