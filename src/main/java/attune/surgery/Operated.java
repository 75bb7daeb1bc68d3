package attune.surgery;

import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The result of an operation.
 *
 * @param graph the new graph, ready to train, with layers frozen that do not learn; {@link Surgery#thaw} before saving
 * @param table its layers
 */
public record Operated(ComputationGraph graph, LayerTable table) {}
