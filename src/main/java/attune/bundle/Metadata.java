package attune.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * The description and origin of a model: the contents of {@code model.json}, without its format version.
 *
 * @param kind which package understands {@link #domain()}: {@code "speech"} or {@code "image"}
 * @param input the axes of one input example
 * @param output the axes of its output
 * @param licence the licence of the weights, an SPDX identifier if there is one
 * @param provenance what was done to the model, oldest first
 * @param domain data of the kind's own package, such as an alphabet and a front end; not to be changed
 */
public record Metadata(
        String kind,
        List<Axis> input,
        List<Axis> output,
        String licence,
        List<ProvenanceStep> provenance,
        JsonNode domain) {

    /** The format version that this program writes, and the only one it reads. */
    public static final int FORMAT_VERSION = 1;

    /** Refuses missing values. */
    public Metadata {
        requireNonNull(kind, "kind is missing");
        requireNonNull(licence, "licence is missing");
        if (requireNonNull(domain, "domain is missing").isNull()) {
            throw new IllegalArgumentException("domain is null");
        }
        if (!kind.matches("[a-z][a-z0-9-]*")) {
            throw new IllegalArgumentException("kind must be a lower-case word: \"" + kind + "\"");
        }
        input = List.copyOf(requireNonNull(input, "input is missing"));
        output = List.copyOf(requireNonNull(output, "output is missing"));
        provenance = List.copyOf(requireNonNull(provenance, "provenance is missing"));
    }

    /**
     * The metadata after one more step.
     *
     * @param step what was done
     * @return a copy whose provenance ends with the step
     */
    public Metadata after(ProvenanceStep step) {
        List<ProvenanceStep> chain = new ArrayList<>(provenance);
        chain.add(step);
        return new Metadata(kind, input, output, licence, chain, domain);
    }

    /**
     * The metadata with a changed domain part.
     *
     * @param changed data of the kind's own package; not to be changed
     * @return a copy that holds it
     */
    public Metadata with(JsonNode changed) {
        return new Metadata(kind, input, output, licence, provenance, changed);
    }
}
