package attune.speech;

import attune.fault.UserFault;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/**
 * A language model and how to decode with it. In a bundle the model is the entry {@value #ENTRY}, the settings are the
 * field {@value #FIELD} of the speech part of {@code model.json}; a bundle has both or neither.
 *
 * @param model of words or characters
 * @param settings tuned for it and the network, or the defaults
 */
public record LanguageDecoding(NgramModel model, DecodingSettings settings) {
    static final String ENTRY = "language.lm";
    static final String FIELD = "decoding";

    private static final String PENALTY = "blankPenalty";
    private static final String REMEDY = "get the file again, or write it again with lm tune";

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    /** The settings as written in {@code model.json}. */
    JsonNode json() {
        return JSON.valueToTree(settings);
    }

    /** The model's file, byte for byte. */
    byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            LanguageModels.write(model, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Reads and checks what a bundle has, without copying its entries. */
    static Optional<LanguageDecoding> read(JsonNode domain, Map<String, byte[]> entries, String bundle) {
        JsonNode settings = domain.hasNonNull(FIELD) ? domain.get(FIELD) : null;
        byte[] model = entries.get(ENTRY);
        if (settings == null && model == null) {
            return Optional.empty();
        }
        if (settings == null || model == null) {
            throw new UserFault(
                    bundle,
                    model == null
                            ? "model.json has settings for a language model, but " + ENTRY + " is missing"
                            : ENTRY + " is there, but model.json has no settings for it",
                    REMEDY);
        }
        return Optional.of(new LanguageDecoding(
                LanguageModels.open(model, bundle + ": " + ENTRY), settings(settings, bundle + ": model.json")));
    }

    private static DecodingSettings settings(JsonNode json, String where) {
        try {
            return JSON.treeToValue(complete(json), DecodingSettings.class);
        } catch (JsonProcessingException e) {
            throw new UserFault(where, "the decoding settings are invalid (" + e.getOriginalMessage() + ")", REMEDY, e);
        }
    }

    /** Bundles of the first months have no penalty. */
    private static JsonNode complete(JsonNode settings) {
        return settings instanceof ObjectNode given && !given.has(PENALTY)
                ? given.deepCopy().put(PENALTY, 0)
                : settings;
    }

    /** The part of the speech model that is not decoding. */
    static JsonNode without(JsonNode domain) {
        return domain instanceof ObjectNode object ? object.deepCopy().without(FIELD) : domain;
    }

    static JsonNode with(JsonNode domain, LanguageDecoding language) {
        return ((ObjectNode) domain.deepCopy()).set(FIELD, language.json());
    }
}
