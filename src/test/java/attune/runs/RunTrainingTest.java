package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.exchange.Exchange;
import attune.progress.Progress;
import attune.progress.StoppedException;
import attune.training.Batches;
import attune.training.LearningRate;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.ToyProblem;
import attune.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunTrainingTest {
    private static final TrainingPlan HELD_CLOSE = new TrainingPlan(
            3, new LearningRate(0.05, 0, 1), 5, 0, 0, Duration.ofHours(1), 0, Map.of(), 0, 20, Set.of("out"), 0);

    @TempDir
    Path folder;

    /** The task, on a disk without room for the trunk's output. */
    private static final class WithoutRoom implements Material {
        @Override
        public Material with(TrainingSettings settings) {
            return this;
        }

        @Override
        public Batches batches(TrunkUse trunk) {
            return new ToyProblem();
        }

        @Override
        public Scorer scorer() {
            return ToyProblem.scorer();
        }

        @Override
        public Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress) {
            return Optional.empty();
        }
    }

    /** Wants to stop after some batches. */
    private static final class Stopping implements Progress {
        private int left = 7; // of five in an epoch

        @Override
        public void at(long done, String detail) {
            left--;
        }

        @Override
        public boolean stopRequested() {
            return left <= 0;
        }
    }

    private ComputationGraph train(String name, Progress progress) throws IOException {
        ComputationGraph network = ToyProblem.network(true);
        try (RunDirectory run =
                RunDirectory.open(folder.resolve(name + "-" + progress.hashCode()), IfPresent.REFUSE, List.of())) {
            Stage stage = new Stage(
                    Stage.ONLY, network, HELD_CLOSE, new TrunkUse("hidden", 1), folder.resolve(name + "-checkpoints"));
            new RunTraining(run, new WithoutRoom(), Exchange.ALONE).train(stage, progress);
        }
        return network;
    }

    @Test
    void whereTheTrunkCannotBeKeptAResumedRunIsPulledToTheSameWeights() throws IOException {
        ComputationGraph whole = train("whole", Progress.SILENT);
        assertThatThrownBy(() -> train("broken", new Stopping())).isInstanceOf(StoppedException.class);
        assertThat(train("broken", Progress.SILENT).params()).isEqualTo(whole.params());
    }
}
