package attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import attune.exchange.Exchange;
import attune.exchange.RankLostException;
import attune.exchange.Ranks;
import attune.progress.Progress;
import attune.progress.StoppedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A toy network, trained by several ranks. */
class ReplicaTest {
    private static final int EPOCHS = 4;

    /** Single precision, over twenty steps of Adam at a high rate. */
    private static final double ROUNDING = 1e-4;

    /** The toy problem's batches, each example with a name of its own, as a batch must have to be divided. */
    private static final Batches EXAMPLES = new Batches() {
        @Override
        public int perEpoch() {
            return new ToyProblem().perEpoch();
        }

        @Override
        public Batch get(int epoch, int index) {
            Batch batch = new ToyProblem().get(epoch, index);
            int examples = (int) batch.features().size(0);
            return new Batch(batch.features(), null, batch.labels(), Collections.nCopies(examples, "example"));
        }
    };

    @TempDir
    Path folder;

    /** What a rank saw: its weights after each step, and those it ended with. */
    private static final class Seen {
        private final List<float[]> steps;
        private final float[] end;

        Seen(List<float[]> steps, float[] end) {
            this.steps = steps;
            this.end = end;
        }
    }

    private static TrainingPlan plan(int blockSteps) {
        return plan(EPOCHS, blockSteps);
    }

    private static TrainingPlan plan(int epochs, int blockSteps) {
        return new TrainingPlan(
                epochs,
                new LearningRate(0.02, 0.1, 0.02),
                5,
                1e-4,
                0,
                Duration.ZERO,
                0.2,
                Map.of(),
                0,
                0,
                Set.of(),
                blockSteps);
    }

    private Seen train(Exchange exchange, int blockSteps, String name, int killedAfter) {
        ComputationGraph network = ToyProblem.network(false);
        List<float[]> steps = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void at(long done, String detail) {
                steps.add(network.params().toFloatVector());
                if (steps.size() == killedAfter) {
                    exchange.close(); // as the system does for a process that is killed
                    throw new IllegalStateException("killed");
                }
            }
        };
        trainer(network, exchange, blockSteps, name).run(progress, report -> {});
        return new Seen(steps, network.params().toFloatVector());
    }

    private Trainer trainer(ComputationGraph network, Exchange exchange, int blockSteps, String name) {
        // Only the first rank may write.
        Path own = exchange.leads() ? folder.resolve(name) : folder.resolve("nothing");
        return new Trainer(network, plan(blockSteps), EXAMPLES, ToyProblem.scorer(), own, exchange);
    }

    private static void assertClose(float[] actual, float[] expected) {
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.abs(actual[i] - expected[i])).isLessThan((float) ROUNDING);
        }
    }

    @Test
    void aloneAPlanOfBlocksChangesNothing() {
        ComputationGraph network = ToyProblem.network(false);
        new Trainer(network, plan(0), new ToyProblem(), ToyProblem.scorer(), folder.resolve("plain"))
                .run(Progress.SILENT, report -> {});
        Seen alone = train(Exchange.ALONE, 3, "alone", -1);
        assertThat(alone.end).isEqualTo(network.params().toFloatVector());
    }

    @Test
    void ranksDivideWhatIsScored() {
        List<Integer> scored = Collections.synchronizedList(new ArrayList<>());
        DividedScorer scorer = new DividedScorer() {
            @Override
            public float[] counts(ComputationGraph network, int part, int parts) {
                scored.add(part);
                return new float[] {1 << part, parts};
            }

            @Override
            public Score score(float[] counts) {
                return new Score(counts[0] / counts[1], "");
            }
        };
        List<Scorer.Score> scores =
                Ranks.run(3, exchange -> new Replica(exchange, 0).score(scorer, ToyProblem.network(false)));
        assertThat(scored).containsExactlyInAnyOrder(0, 1, 2);
        assertThat(scores).containsOnly(new Scorer.Score(7 / 9.0f, ""));
    }

    /** Also with more ranks than there are examples in a batch. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 17})
    void sharedBatchesGiveWhatOneRankComputes(int ranks) {
        Seen one = train(Exchange.ALONE, 0, "one", -1);
        List<Seen> all = Ranks.run(ranks, exchange -> train(exchange, 0, "shared", -1));
        for (Seen rank : all) {
            assertThat(rank.steps).hasSameSizeAs(one.steps);
            for (int step = 0; step < rank.steps.size(); step++) {
                assertThat(rank.steps.get(step)).isEqualTo(all.get(0).steps.get(step)); // bit for bit
            }
        }
        assertClose(all.get(0).end, one.end);
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    /** Five batches in an epoch: three ranks take two steps each, the last one of the last of them twice. */
    @ParameterizedTest
    @CsvSource({"2, 1", "2, 2", "3, 2", "2, 100"})
    void ranksAreEqualAfterEachBlock(int ranks, int blockSteps) {
        List<Seen> all = Ranks.run(ranks, exchange -> train(exchange, blockSteps, "blocks", -1));
        int stepsPerEpoch = (5 + ranks - 1) / ranks;
        for (int number = 0; number < ranks; number++) {
            Seen rank = all.get(number);
            assertThat(rank.steps).hasSize(EPOCHS * stepsPerEpoch);
            for (int step = 1; step <= rank.steps.size(); step++) {
                int inEpoch = (step - 1) % stepsPerEpoch + 1;
                boolean equal = inEpoch % blockSteps == 0 || inEpoch == stepsPerEpoch;
                float[] own = rank.steps.get(step - 1);
                float[] first = all.get(0).steps.get(step - 1);
                if (equal) {
                    assertThat(own).isEqualTo(first);
                } else if (number > 0) {
                    assertThat(own).isNotEqualTo(first);
                }
            }
        }
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void ranksThatAverageLearnTheTask() {
        double before = ToyProblem.scorer().score(ToyProblem.network(false)).value();
        List<Double> scores = Ranks.run(2, exchange -> {
            TrainingPlan longer = plan(120, 3);
            Path own = folder.resolve("rank" + exchange.rank());
            return new Trainer(ToyProblem.network(false), longer, EXAMPLES, ToyProblem.scorer(), own, exchange)
                    .run(Progress.SILENT, report -> {})
                    .bestScore();
        });
        assertThat(scores.get(0)).isLessThan(before / 2);
        assertThat(scores.get(1)).isEqualTo(scores.get(0)); // as the first rank told
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aKilledRankEndsAllAndTheyResumeAsIfNothingHadHappened(int blockSteps) {
        List<Seen> undisturbed = Ranks.run(2, exchange -> train(exchange, blockSteps, "undisturbed", -1));
        for (int killed : new int[] {0, 1}) {
            String name = "killed" + killed;
            List<Throwable> ends = Ranks.run(2, exchange -> {
                try {
                    train(exchange, blockSteps, name, exchange.rank() == killed ? 8 : -1);
                    return new AssertionError("went on");
                } catch (RuntimeException e) {
                    return e;
                }
            });
            assertThat(ends.get(killed)).hasMessage("killed");
            assertThat(RankLostException.isIn(ends.get(1 - killed))).isTrue();
            List<Seen> resumed = Ranks.run(2, exchange -> train(exchange, blockSteps, name, -1));
            assertThat(resumed.get(0).end).isEqualTo(undisturbed.get(0).end);
            assertThat(resumed.get(1).steps.size())
                    .isLessThan(undisturbed.get(1).steps.size());
        }
    }

    @Test
    void fewerRanksGoOnToTheSameEnd() {
        List<Seen> undisturbed = Ranks.run(3, exchange -> train(exchange, 0, "undisturbed", -1));
        stopAfterTwoEpochs(3, 0, "three");
        Seen alone = train(Exchange.ALONE, 0, "three", -1);
        assertThat(alone.steps).hasSizeLessThan(EPOCHS * 5);
        assertClose(alone.end, undisturbed.get(0).end);
    }

    @Test
    void fewerRanksGoOnWithBlocks() {
        stopAfterTwoEpochs(3, 2, "three");
        assertThat(Ranks.run(2, exchange -> train(exchange, 2, "three", -1)).get(0).end)
                .hasSameSizeAs(ToyProblem.network(false).params().toFloatVector());
    }

    /** One rank, not the first, wants to stop; all do, at the same step. */
    private void stopAfterTwoEpochs(int ranks, int blockSteps, String name) {
        List<String> ends = Ranks.run(ranks, exchange -> {
            int[] steps = {0};
            Progress progress = new Progress() {
                @Override
                public void at(long done, String detail) {
                    steps[0]++;
                }

                @Override
                public boolean stopRequested() {
                    return exchange.rank() == ranks - 1 && steps[0] >= 3;
                }
            };
            try {
                trainer(ToyProblem.network(false), exchange, blockSteps, name).run(progress, report -> {});
                return "went on";
            } catch (StoppedException stopped) {
                return String.valueOf(stopped.getMessage());
            }
        });
        assertThat(ends)
                .allSatisfy(end -> assertThat(end).isEqualTo(ends.get(0)).startsWith("stopped in epoch"));
    }

    /** Against the formulas, over two blocks, in double precision. */
    @Test
    void blockMomentumCarriesTheMeanOn() {
        double[][][] moves = {{{0.5, -0.25}, {0.125, 0.75}}, {{-0.5, 0.25}, {1, 0.5}}}; // [block][rank][weight]
        List<float[]> ends = Ranks.run(2, exchange -> {
            ComputationGraph network = ToyProblem.network(false);
            network.params().assign(0);
            AdamW optimizer = new AdamW(network, 0, Map.of(), new FusedAdamUpdate());
            BlockAverage average = new BlockAverage(new Replica(exchange, 1), 1, optimizer);
            average.begin();
            INDArray weights = network.getLayer("hidden").params();
            for (double[][] block : moves) {
                for (int i = 0; i < 2; i++) {
                    weights.putScalar(i, weights.getDouble(i) + block[exchange.rank()][i]);
                }
                assertThat(average.after(2, false, Progress.SILENT)).isEqualTo(2);
            }
            return weights.toFloatVector();
        });
        for (int i = 0; i < 2; i++) {
            double start = 0;
            double momentum = 0;
            for (double[][] block : moves) {
                double change = (block[0][i] + block[1][i]) / 2;
                momentum = 0.5 * momentum + change;
                start = start + change + 0.5 * momentum;
            }
            assertThat(ends.get(0)[i]).isEqualTo((float) start);
            assertThat(ends.get(1)[i]).isEqualTo((float) start);
        }
    }
}
