package attune.runs;

import attune.bundle.ProvenanceStep;
import attune.layers.FastLayers;
import attune.layers.kernel.Kernels;
import attune.progress.Progress;
import attune.torch.TorchDevice;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * What a run's exact result depends on besides its plan. Stored in {@code plan.json}, so that a run resumed or reproduced
 * elsewhere can tell that it will not match bit for bit.
 *
 * @param kernel name of the recurrent kernel, of the one for convolutions, or of the device that libtorch computes on
 * @param threads the machine's number of cores
 * @param processor its name; null in plans that do not say
 * @param version of this program; null in plans that do not say, and where it does not know itself
 */
public record ComputedOn(
        String kernel,
        int threads,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String processor,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String version) {

    /**
     * For recurrent networks in single precision that libtorch can compute.
     *
     * @return kernel and threads of this machine
     */
    public static ComputedOn recurrent() {
        return by(TorchDevice.chosenName()
                .orElseGet(() -> Kernels.forType(DataType.FLOAT).name()));
    }

    /**
     * For a recurrent network.
     *
     * @param network single or double precision
     * @return kernel and threads of this machine
     */
    public static ComputedOn recurrent(ComputationGraph network) {
        return by(TorchDevice.nameFor(network)
                .orElseGet(() -> Kernels.forType(network.getConfiguration().getDataType())
                        .name()));
    }

    /**
     * For convolutions on this machine's processor.
     *
     * @return kernel and threads of this machine
     */
    public static ComputedOn convolutional() {
        return by(FastLayers.kernel());
    }

    /**
     * For a network that sees pictures.
     *
     * @param network single precision
     * @return kernel and threads of this machine
     */
    public static ComputedOn convolutional(ComputationGraph network) {
        return by(TorchDevice.nameFor(network).orElseGet(FastLayers::kernel));
    }

    private static ComputedOn by(String kernel) {
        return new ComputedOn(
                kernel,
                Runtime.getRuntime().availableProcessors(),
                Processor.here().name(),
                ComputedOn.class.getPackage().getImplementationVersion());
    }

    /**
     * The conditions of a step in a model's provenance.
     *
     * @param data description of the training data
     * @param seed the run seed
     * @return the conditions, with kernel and threads
     */
    public ProvenanceStep.Conditions conditions(String data, long seed) {
        return new ProvenanceStep.Conditions(data, seed, kernel, threads);
    }

    /**
     * What a step in a model's provenance says in addition.
     *
     * @return text by name
     */
    public Map<String, String> provenance() {
        Map<String, String> all = new TreeMap<>();
        if (processor != null) {
            all.put("processor", processor);
        }
        if (version != null) {
            all.put("attune", version);
        }
        return all;
    }

    /**
     * Why bits computed now may differ from bits computed then.
     *
     * @param now kernel and machine
     * @return what differs, for a person; empty if the same bits are promised
     */
    public List<String> differences(ComputedOn now) {
        List<String> all = new ArrayList<>();
        compare(all, "kernel", kernel, now.kernel);
        compare(all, "threads", Integer.toString(threads), Integer.toString(now.threads));
        compare(all, "processor", processor, now.processor);
        compare(all, "version", version, now.version);
        return all;
    }

    private static void compare(List<String> all, String what, @Nullable String then, @Nullable String now) {
        if (!Objects.equals(then, now)) {
            all.add(what + " then: " + unknown(then) + ", now: " + unknown(now));
        }
    }

    private static String unknown(@Nullable String name) {
        return name == null ? "not known" : name;
    }

    /**
     * Warns if a resumed run will not match bit for bit.
     *
     * @param now where it is resumed
     * @param progress gets the warning
     */
    public void warnIfElsewhere(ComputedOn now, Progress progress) {
        List<String> differences = differences(now);
        if (!differences.isEmpty()) {
            progress.warn("this run was started elsewhere (" + String.join("; ", differences)
                    + "): the result will be just as good, but not bit for bit the same");
        }
    }

    /**
     * For cache keys.
     *
     * @return kernel and threads
     */
    public String text() {
        return kernel + ", " + threads + " threads";
    }
}
