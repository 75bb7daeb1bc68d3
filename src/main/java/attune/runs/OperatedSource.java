package attune.runs;

import attune.surgery.LayerTable;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A source model's network after surgery, not yet trained.
 *
 * @param network with everything that does not learn frozen
 * @param layers its layer table
 * @param outputText what the new output writes and where its weights come from: lines for the user
 * @param boundary the last vertex of a frozen trunk whose output can be kept on disk; empty where there is none
 * @param warning what the user should know about the operated model; empty for nothing
 */
public record OperatedSource(
        ComputationGraph network,
        LayerTable layers,
        String outputText,
        Optional<String> boundary,
        Optional<String> warning) {

    /** The same with another table of the same layers. */
    OperatedSource with(LayerTable table) {
        return new OperatedSource(network, table, outputText, boundary, warning);
    }

    /** The layer table as text, with lines on the output. */
    String text() {
        return layers.text() + outputText;
    }
}
