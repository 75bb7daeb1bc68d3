package attune.bundle;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.Serial;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Metadata to {@code model.json} and back. */
final class MetadataJson {
    private static final String VERSION = "formatVersion";
    private static final String REMEDY = "fetch or build the bundle again";

    /** Unknown fields are ignored, so that version 1 can grow by additions. */
    private static final ObjectMapper MAPPER = StrictJson.MAPPER
            .copy()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .registerModule(new SimpleModule()
                    .addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer()));

    private MetadataJson() {}

    static byte[] write(Metadata metadata) {
        ObjectNode root = MAPPER.createObjectNode().put(VERSION, Metadata.FORMAT_VERSION);
        root.setAll((ObjectNode) MAPPER.valueToTree(metadata));
        return StrictJson.write(root);
    }

    static Metadata parse(byte[] json, String where) {
        ObjectNode root = StrictJson.parseObject(json, where);
        requireOurVersion(root.get(VERSION), where);
        try {
            return MAPPER.treeToValue(root, Metadata.class);
        } catch (JsonMappingException e) {
            throw new UserFault(where, path(e) + rule(e), REMEDY, e);
        } catch (IOException e) {
            throw new UserFault(where, StrictJson.reason(e), REMEDY, e);
        }
    }

    private static void requireOurVersion(@Nullable JsonNode version, String where) {
        if (version == null || !version.isIntegralNumber()) {
            throw new UserFault(where, VERSION + " is missing, so this is not an Attune bundle", REMEDY);
        }
        if (!version.canConvertToInt() || version.intValue() != Metadata.FORMAT_VERSION) {
            throw new UserFault(
                    where,
                    VERSION + " is " + version + ", but this Attune reads version " + Metadata.FORMAT_VERSION,
                    "a newer Attune may be needed");
        }
    }

    /** The message of a record's constructor, else Jackson's. */
    private static String rule(JsonMappingException e) {
        if (e.getCause() instanceof IllegalArgumentException || e.getCause() instanceof NullPointerException) {
            return String.valueOf(e.getCause().getMessage());
        }
        return StrictJson.reason(e);
    }

    /** Such as {@code provenance.0.when: }, or nothing at the top. */
    private static String path(JsonMappingException e) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : e.getPath()) {
            String name = step.getFieldName() == null ? Integer.toString(step.getIndex()) : step.getFieldName();
            path.append(path.isEmpty() ? "" : ".").append(name);
        }
        return path.isEmpty() ? "" : path.append(": ").toString();
    }

    /** Times as ISO 8601 text in UTC; Jackson's own module for them would be one more library. */
    private static final class InstantDeserializer extends StdDeserializer<Instant> {
        @Serial
        private static final long serialVersionUID = 1L;

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = String.valueOf(parser.getValueAsString());
            try {
                return Instant.parse(text);
            } catch (DateTimeParseException e) {
                throw new JsonMappingException(parser, "not a time such as 2026-11-24T09:30:00Z: \"" + text + "\"", e);
            }
        }
    }
}
