package attune.bundle;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model is and where it comes from: the contents of {@code model.json}, without its format version.
 *
 * @param kind who understands {@link #domain()}: {@code "speech"} or {@code "image"}
 * @param input the axes of one example going in
 * @param output the axes of what comes out
 * @param licence the licence of the weights, an SPDX identifier where there is one
 * @param provenance what was done to the model, oldest first
 * @param domain what only the kind's own package understands, such as an alphabet and a front end; not to be changed
 */
public record Metadata(
        String kind,
        List<Axis> input,
        List<Axis> output,
        String licence,
        List<ProvenanceStep> provenance,
        JsonNode domain) {

    /** The version of the format that this program writes, and the only one it reads. */
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
     * The metadata after one more deed.
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
     * The metadata with another domain's part.
     *
     * @param changed what the kind's own package understands; not to be changed
     * @return a copy that holds it
     */
    public Metadata with(JsonNode changed) {
        return new Metadata(kind, input, output, licence, provenance, changed);
    }
}
