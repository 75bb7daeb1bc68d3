package attune.jobs;

import attune.fault.UserFault;
import attune.surgery.BatchNormStatistics;
import attune.surgery.LayerSpec;
import attune.surgery.SurgeryPlan;
import attune.surgery.TrainScope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What the user asked to be done to a network of any kind; whatever is left open is settled by the network.
 *
 * @param keepUntil the last vertex to keep; by default the one below the output
 * @param inserts new layers between it and the new output
 * @param trainScope which layers learn
 * @param rates how fast parts of the network learn
 * @param batchNorm what becomes of the statistics of batch normalisations that do not learn
 */
public record Cut(
        Optional<String> keepUntil,
        List<LayerSpec> inserts,
        TrainScope trainScope,
        RateFactors rates,
        BatchNormStatistics batchNorm) {

    /** Copies the list; refuses what is no layer's name. */
    public Cut {
        inserts = List.copyOf(inserts);
        keepUntil.filter(name -> !SurgeryPlan.isVertexName(name)).ifPresent(name -> {
            throw new UserFault("--keep-until", "'" + name + "' is no layer's name", "attune inspect lists the layers");
        });
    }

    /**
     * A cut that lets all that learns learn equally fast, and keeps what does not learn as it is.
     *
     * @param keepUntil the last vertex to keep; by default the one below the output
     * @param inserts new layers between it and the new output
     * @param trainScope which layers learn
     * @return the cut
     */
    public static Cut of(Optional<String> keepUntil, List<LayerSpec> inserts, TrainScope trainScope) {
        return new Cut(keepUntil, inserts, trainScope, RateFactors.USUAL, BatchNormStatistics.KEEP);
    }

    SurgeryPlan plan(ComputationGraph source, int outputs) {
        ComputationGraphConfiguration network = source.getConfiguration();
        String output = network.getNetworkOutputs().get(0);
        String below = Objects.requireNonNull(network.getVertexInputs().get(output), output)
                .get(0);
        return new SurgeryPlan(keepUntil.orElse(below), inserts, outputs, trainScope, batchNorm);
    }
}
