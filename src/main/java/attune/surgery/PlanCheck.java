package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.NearestNames;
import attune.fault.UserFault;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.layers.IOutputLayer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;

/** Whether a plan can be carried out on a graph. */
final class PlanCheck {
    private static final String CUT = named("keepUntil");
    private static final String SCOPE = named("trainLayers");

    private final TypedGraph source;
    private final SurgeryPlan plan;
    private final ComputationGraphConfiguration network;

    PlanCheck(TypedGraph source, SurgeryPlan plan) {
        this.source = source;
        this.plan = plan;
        this.network = source.graph().getConfiguration();
    }

    void run() {
        checkCut();
        checkInserts();
        checkScope();
    }

    private void checkCut() {
        String cut = plan.keepUntil();
        Map<String, ?> vertices = network.getVertices();
        if (network.getNetworkInputs().contains(cut)) {
            throw new UserFault(
                    CUT, "'" + cut + "' is the network's input, so nothing would be kept", "name one of its layers");
        }
        if (!vertices.containsKey(cut)) {
            throw new UserFault(
                    CUT,
                    "the network has no vertex '" + cut + "'",
                    "the nearest names are " + NearestNames.of(cut, vertices.keySet()));
        }
        if (isLoss(source.graph(), cut)) {
            String before = source.wiring().inputs(cut).get(0);
            throw new UserFault(
                    CUT,
                    "'" + cut + "' is the loss layer, which surgery always replaces",
                    vertices.containsKey(before)
                            ? "use '" + before + "', the vertex before it"
                            : "no layer precedes it, so this network cannot be adapted");
        }
    }

    private static boolean isLoss(ComputationGraph graph, String vertex) {
        Layer layer = graph.getLayer(vertex);
        while (layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop) {
            layer = layer instanceof FrozenLayer frozen
                    ? frozen.getInsideLayer()
                    : ((FrozenLayerWithBackprop) layer).getInsideLayer();
        }
        return layer instanceof IOutputLayer;
    }

    /** DL4J would silently turn an image or a vector into a sequence of one frame, and a sequence into an image. */
    private void checkInserts() {
        Flow flow = Objects.requireNonNull(source.flows().get(plan.keepUntil()));
        boolean image = flow.isImage();
        for (LayerSpec insert : plan.inserts()) {
            if (insert.needs() == LayerSpec.Needs.SEQUENCE && !flow.isSequence()) {
                throw new UserFault(
                        named("insert"),
                        insert.text() + " needs a sequence, but '" + plan.keepUntil() + "' gives " + flow.shape(),
                        "insert dense or dropout layers there");
            }
            if (insert.needs() == LayerSpec.Needs.IMAGE && !image) {
                String what = flow.isImage()
                        ? "the layer before it flattens it to a vector"
                        : "'" + plan.keepUntil() + "' gives " + flow.shape();
                throw new UserFault(
                        named("insert"),
                        insert.text() + " needs an image of channels, but " + what,
                        "put it before dense and global-pool layers, on a layer that gives [channels, height, width]");
            }
            image = image && insert.keepsImage();
        }
    }

    private void checkScope() {
        Set<String> trunk = source.wiring().upTo(List.of(plan.keepUntil()));
        plan.trainScope().namedLayer().filter(layer -> !trunk.contains(layer)).ifPresent(layer -> {
            throw new UserFault(
                    SCOPE,
                    "'" + layer + "' is not a kept layer",
                    "the nearest names are " + NearestNames.of(layer, trunk));
        });
        List<String> kept = source.wiring().withParameters(trunk);
        List<String> inserted = plan.inserts().stream()
                .filter(LayerSpec::hasParameters)
                .map(LayerSpec::text)
                .toList();
        int all = kept.size() + inserted.size() + 1;
        int trained = plan.trainScope().count(all, inserted.size() + 1);
        if (trained > all) {
            throw new UserFault(
                    SCOPE,
                    plan.trainScope().text() + " asks for " + trained + " layers, but only " + all
                            + " of the new network have parameters",
                    "use last:" + all + " or all");
        }
        if (trained <= inserted.size()) {
            throw new UserFault(
                    SCOPE,
                    plan.trainScope().text() + " would freeze " + inserted.get(0) + " at its random initial weights",
                    "use new, last:" + (inserted.size() + 1) + " or more, or all");
        }
    }
}
