package attune.bundle;

import attune.fault.UserFault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;

/** Whether a network's vertices can be computed one after the other, which DL4J does not always find out. */
final class Topology {
    /** A ResNet-50 has 180; a deep chain of more would overflow the stack of whoever follows it. */
    private static final int MOST_VERTICES = 1000;

    private Topology() {}

    /** Refuses circles, vertices that depend on none there is, and too many. */
    static void require(ComputationGraphConfiguration network, String where) {
        if (network.getVertices().size() > MOST_VERTICES) {
            throw fault(where, "has " + network.getVertices().size() + " vertices, more than " + MOST_VERTICES);
        }
        Set<String> computed = new HashSet<>(network.getNetworkInputs());
        Set<String> left = new TreeSet<>(network.getVertices().keySet());
        while (left.removeIf(vertex -> computed.containsAll(inputs(network, vertex)) && computed.add(vertex))) {
            // every pass finds the vertices that depend on those of the passes before
        }
        if (!left.isEmpty()) {
            throw fault(
                    where, "has vertices that depend on each other, or on none there is: " + String.join(", ", left));
        }
    }

    private static List<String> inputs(ComputationGraphConfiguration network, String vertex) {
        return network.getVertexInputs().getOrDefault(vertex, List.of());
    }

    private static UserFault fault(String where, String problem) {
        return new UserFault(where, "the network " + problem, "fetch or build the bundle again");
    }
}
