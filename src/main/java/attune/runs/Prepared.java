package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** All that a run needs from its data, read and found sound before anything is written. */
public interface Prepared {

    /**
     * What it trains on.
     *
     * @return batches and scorers
     */
    Material material();

    /**
     * Finishes a trained model and writes it.
     *
     * @param trained the network of the best epoch, in which layers may be frozen
     * @param step for its provenance; the domain may add results
     * @param bundle where to write it
     * @param progress hears of it
     * @return lines for the user on what the model got besides its weights; may be empty
     * @throws IOException if it cannot be written
     */
    List<String> finish(ComputationGraph trained, ProvenanceStep step, Path bundle, Progress progress)
            throws IOException;
}
