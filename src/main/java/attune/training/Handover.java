package attune.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What one stage of training leaves to the next, on disk: the parameters and score of its best epoch. Once it exists, a
 * restart skips the finished stage.
 */
public final class Handover {
    private final Path file;

    /**
     * A handover.
     *
     * @param file where it is kept
     */
    public Handover(Path file) {
        this.file = file;
    }

    /**
     * Saves the result of a stage.
     *
     * @param graph the network whose parameters are saved, frozen ones too
     * @param outcome of the stage
     * @throws IOException when it cannot be written
     */
    public void write(ComputationGraph graph, Trainer.Outcome outcome) throws IOException {
        int epochs = outcome.bestEpoch();
        TrainingState state = new TrainingState(epochs, 0, 0, outcome.bestScore(), epochs - 1, 0, 0);
        Checkpoint.write(file, state, arrays(graph));
    }

    /**
     * Reads it back.
     *
     * @param graph receives the parameters; has the same layers, frozen or not
     * @return the earlier stage's outcome; absent if it has not ended
     */
    public Optional<Trainer.Outcome> read(ComputationGraph graph) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        TrainingState state = Checkpoint.read(file, arrays(graph));
        return Optional.of(new Trainer.Outcome(state.epoch(), state.best(), false));
    }

    private static List<INDArray> arrays(ComputationGraph graph) {
        return List.of(graph.params().reshape(graph.params().length()));
    }
}
