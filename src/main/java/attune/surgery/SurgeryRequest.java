package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A requested operation on a network. The network determines what is left open, see {@link #settle}. Start from {@link
 * #KEEP_ALL} and change what should differ.
 *
 * @param keepUntil the last vertex to keep; empty for the one below the output
 * @param inserts new layers between it and the new output, from the bottom up
 * @param trainScope which layers learn
 * @param batchNorm the treatment of the statistics of batch normalisations that do not learn
 */
public record SurgeryRequest(
        Optional<String> keepUntil, List<LayerSpec> inserts, TrainScope trainScope, BatchNormStatistics batchNorm) {
    /** A new output on all other layers of the source, every layer learning. */
    public static final SurgeryRequest KEEP_ALL =
            new SurgeryRequest(Optional.empty(), List.of(), new TrainScope.All(), BatchNormStatistics.KEEP);

    /** Copies the list; refuses an invalid layer name. */
    public SurgeryRequest {
        inserts = List.copyOf(inserts);
        keepUntil.filter(name -> !SurgeryPlan.isVertexName(name)).ifPresent(name -> {
            throw new UserFault(
                    named("keepUntil"), "'" + name + "' cannot be a layer's name", "attune inspect lists the layers");
        });
    }

    /**
     * The same with another cut.
     *
     * @param layer the last to keep
     * @return the request
     */
    public SurgeryRequest withKeepUntil(String layer) {
        return new SurgeryRequest(Optional.of(layer), inserts, trainScope, batchNorm);
    }

    /**
     * The same with one more new layer, above the existing ones.
     *
     * @param layer to insert
     * @return the request
     */
    public SurgeryRequest withInsert(LayerSpec layer) {
        return withInserts(Stream.concat(inserts.stream(), Stream.of(layer)).toList());
    }

    /**
     * The same with other new layers.
     *
     * @param layers to insert, from the bottom up
     * @return the request
     */
    public SurgeryRequest withInserts(List<LayerSpec> layers) {
        return new SurgeryRequest(keepUntil, layers, trainScope, batchNorm);
    }

    /**
     * The same with other layers learning.
     *
     * @param scope which
     * @return the request
     */
    public SurgeryRequest withTrainScope(TrainScope scope) {
        return new SurgeryRequest(keepUntil, inserts, scope, batchNorm);
    }

    /**
     * The same with another choice for batch normalisations.
     *
     * @param statistics their treatment
     * @return the request
     */
    public SurgeryRequest withBatchNorm(BatchNormStatistics statistics) {
        return new SurgeryRequest(keepUntil, inserts, trainScope, statistics);
    }

    /**
     * Fills in what was left open.
     *
     * @param source the network to operate on
     * @param outputs size of the new output: labels including the blank, or classes
     * @return a plan, to be checked against the network by {@link Surgery#validate}
     */
    public SurgeryPlan settle(ComputationGraph source, int outputs) {
        ComputationGraphConfiguration network = source.getConfiguration();
        String output = network.getNetworkOutputs().get(0);
        String below = Objects.requireNonNull(network.getVertexInputs().get(output), output)
                .get(0);
        return new SurgeryPlan(keepUntil.orElse(below), inserts, outputs, trainScope, batchNorm);
    }
}
