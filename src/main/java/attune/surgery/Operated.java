package attune.surgery;

import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What comes out of an operation.
 *
 * @param graph the new graph, ready to train: what does not learn is frozen; {@link Surgery#thaw} before saving
 * @param table its layers
 */
public record Operated(ComputationGraph graph, LayerTable table) {}
