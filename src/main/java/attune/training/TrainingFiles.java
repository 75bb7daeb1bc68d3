package attune.training;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The checkpoints of a training: {@code last.checkpoint}, from which a stopped run resumes, and {@code best.checkpoint},
 * the parameters of the best epoch so far, averaged over steps if the plan says so. Only the rank that leads has any.
 */
final class TrainingFiles {
    private final Path last;
    private final Path best;
    private final Replica replica;
    private final List<INDArray> state;
    private final List<INDArray> parameters;

    /**
     * The checkpoints in a folder.
     *
     * @param folder of both files
     * @param replica says whether this rank leads
     * @param state the arrays that must be saved to resume exactly
     * @param parameters those that make up the network
     */
    TrainingFiles(Path folder, Replica replica, List<INDArray> state, List<INDArray> parameters) {
        this.last = folder.resolve("last.checkpoint");
        this.best = folder.resolve("best.checkpoint");
        this.replica = replica;
        this.state = List.copyOf(state);
        this.parameters = List.copyOf(parameters);
    }

    /** Where the training stopped, its arrays restored; empty if it has not begun. */
    Optional<TrainingState> last() {
        return read(last, state);
    }

    /** The best epoch so far, its parameters restored; empty if none has ended. */
    Optional<TrainingState> best() {
        return read(best, parameters);
    }

    /** Restores the parameters of the best epoch, which has ended; on ranks that do not lead, does nothing. */
    void restoreBest() {
        if (replica.leads()) {
            Checkpoint.read(best, parameters);
        }
    }

    void saveLast(TrainingState reached) {
        write(last, reached, state);
    }

    void saveBest(TrainingState reached) {
        write(best, reached, parameters);
    }

    private Optional<TrainingState> read(Path file, List<INDArray> arrays) {
        return replica.leads() && Files.exists(file) ? Optional.of(Checkpoint.read(file, arrays)) : Optional.empty();
    }

    private void write(Path file, TrainingState reached, List<INDArray> arrays) {
        if (!replica.leads()) {
            return;
        }
        try {
            Checkpoint.write(file, reached, arrays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
