package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.evaluation.JointComparison;
import attune.progress.Progress;
import attune.training.Scorer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Everything that a run needs from its data, read and checked before anything is written. */
public interface Prepared {

    /**
     * What it trains on.
     *
     * @return batches and scorers
     */
    Material material();

    /**
     * Scores the source model on dev as epochs will be scored.
     *
     * @param progress notified of progress
     * @return empty if the source cannot be scored, such as with other classes
     */
    Optional<Scorer.Score> sourceScore(Progress progress);

    /**
     * Scores networks on dev as the finished model would use them, such as with its language model.
     *
     * @param progress may stop it
     * @return by default what scores epochs
     */
    default Scorer finishedScorer(Progress progress) {
        return material().scorer();
    }

    /**
     * Compares the adapted model with its source on dev, as epochs are scored.
     *
     * @param trained the network of the best epoch
     * @param progress notified of progress
     * @return empty if the source cannot be scored
     */
    Optional<JointComparison> againstSource(ComputationGraph trained, Progress progress);

    /**
     * Compares the adapted model with its source on what the source keeps of its own domain.
     *
     * @param trained the network of the best epoch
     * @param progress notified of progress
     * @return by default empty, as where the source keeps nothing
     */
    default Optional<JointComparison> onProbe(ComputationGraph trained, Progress progress) {
        return Optional.empty();
    }

    /**
     * What in the data may be why the source did not become better. Asked only then, since finding out takes a while.
     *
     * @param progress notified of progress
     * @return by default nothing
     */
    default List<Suspicion> suspicions(Progress progress) {
        return List.of();
    }

    /**
     * Records the dev data, which may have been drawn from the training data.
     *
     * @param folder of the run
     * @throws IOException if it cannot be written
     */
    void writeHeldOut(Path folder) throws IOException;

    /**
     * Finishes a trained model and writes it.
     *
     * @param trained the network of the best epoch, in which layers may be frozen
     * @param step for its provenance; the domain may add results
     * @param bundle where to write it
     * @param progress notified of progress
     * @return lines for the user on what the model received besides its weights; may be empty
     * @throws IOException if it cannot be written
     */
    List<String> finish(ComputationGraph trained, ProvenanceStep step, Path bundle, Progress progress)
            throws IOException;
}
