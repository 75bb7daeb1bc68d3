package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.nd4j.linalg.learning.config.NoOp;

/**
 * A network's configuration while it is cut and joined. Not DL4J's own {@code TransferLearning}, which draws new
 * parameters for the whole network, from a generator whose state then depends on the trunk, and applies one fine-tune
 * configuration to every layer.
 */
final class NetworkDraft {
    private final ComputationGraphConfiguration network;
    private final InputType inputType;
    private final List<String> added = new ArrayList<>();

    private NetworkDraft(ComputationGraphConfiguration network, InputType inputType) {
        this.network = network;
        this.inputType = inputType;
    }

    /** A copy of the source's configuration, thawed and reduced to what the cut vertex needs. */
    static NetworkDraft trunk(TypedGraph source, String keepUntil) {
        ComputationGraphConfiguration network = copy(source.graph().getConfiguration());
        Freezing.thaw(network);
        Set<String> trunk = new Wiring(network).upTo(List.of(keepUntil));
        network.getVertices().keySet().retainAll(trunk);
        network.getVertexInputs().keySet().retainAll(trunk);
        network.setNetworkOutputs(new ArrayList<>(List.of(keepUntil)));
        network.setIterationCount(0);
        network.setEpochCount(0);
        return new NetworkDraft(network, source.inputType());
    }

    /**
     * A copy that shares nothing with the original, as if saved and loaded. DL4J's {@code clone} shares wrapped layers.
     */
    static ComputationGraphConfiguration copy(ComputationGraphConfiguration network) {
        ComputationGraphConfiguration copy = ComputationGraphConfiguration.fromJson(network.toJson());
        copy.setTopologicalOrder(null);
        copy.setTopologicalOrderStr(null);
        return copy;
    }

    /** Adds the new layers and the output. */
    void append(SurgeryPlan plan, LayerFactory layers, RunSeed seed) {
        Set<String> taken = new HashSet<>(network.getVertices().keySet());
        taken.addAll(network.getNetworkInputs());
        FreshNames names = new FreshNames(taken);
        Flow flow = Objects.requireNonNull(new Wiring(network).flows(inputType).get(plan.keepUntil()));
        String below = plan.keepUntil();
        for (int i = 0; i < plan.inserts().size(); i++) {
            LayerSpec spec = plan.inserts().get(i);
            String name = names.insert(spec.kind(), i + 1);
            flow = append(name, spec.make(layers, name, flow.size()), below, flow, seed);
            below = name;
        }
        String output = names.output();
        append(output, layers.output(output, flow.size(), plan.output()), below, flow, seed);
        network.setNetworkOutputs(new ArrayList<>(List.of(output)));
    }

    private Flow append(String name, Layer layer, String below, Flow in, RunSeed seed) {
        layer.setLayerName(name);
        InputPreProcessor preprocessor = layer.getPreProcessorForInputType(in.type());
        layer.setNIn(preprocessor == null ? in.type() : preprocessor.getOutputType(in.type()), false);
        NeuralNetConfiguration conf = new NeuralNetConfiguration.Builder()
                .dataType(network.getDataType())
                .updater(new NoOp())
                .layer(layer)
                .build();
        conf.setSeed(seed.derive("new layers")); // the builder's own method would seed ND4J's generator too
        LayerVertex vertex = new LayerVertex(conf, preprocessor);
        network.getVertices().put(name, vertex);
        network.getVertexInputs().put(name, new ArrayList<>(List.of(below)));
        added.add(name);
        return Wiring.flow(vertex, network.getVertices().size(), List.of(in));
    }

    /**
     * Freezes what the plan does not train.
     *
     * @throws UserFault if statistics are to be updated but none are frozen
     */
    void freeze(SurgeryPlan plan) {
        Set<String> frozen = Freezing.toFreeze(network, added, plan.trainScope());
        if (plan.batchNorm() == BatchNormStatistics.UPDATE && frozen.stream().noneMatch(this::hasStatistics)) {
            throw new UserFault(
                    named("batchNorm") + " update",
                    "no batch normalisation is frozen, so it would change nothing",
                    "leave it out; a layer that learns updates its statistics anyway");
        }
        Freezing.freeze(network, frozen, plan.batchNorm());
        network.validate();
    }

    private boolean hasStatistics(String name) {
        return new Wiring(network).vertex(name) instanceof LayerVertex vertex
                && Freezing.hasStatistics(vertex.getLayerConf().getLayer());
    }

    ComputationGraphConfiguration network() {
        return network;
    }

    List<String> added() {
        return List.copyOf(added);
    }
}
