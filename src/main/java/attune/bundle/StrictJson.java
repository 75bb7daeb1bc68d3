package attune.bundle;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Arrays;

/** JSON from an untrusted source: bounded depth and string length, no duplicate keys, nothing after the end. */
final class StrictJson {

    /** A frozen bidirectional LSTM with a scheduled updater nests about 16 deep. */
    private static final int DEEPEST = 64;

    /** A long command line in the provenance fits; a number or a key is far shorter. */
    private static final int LONGEST_TEXT = 1 << 20;

    private static final int LONGEST_KEY = 1 << 12;
    private static final int LONGEST_NUMBER = 64;

    static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(limits())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    private static StreamReadConstraints limits() {
        StreamReadConstraints.Builder limits = StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxNumberLength(LONGEST_NUMBER);
        try {
            limits.maxNameLength(LONGEST_KEY);
        } catch (NoSuchMethodError e) {
            // Jackson 2.15, which comes first on Spark 3.5: a key is then as long as its file, whose size is bounded.
        }
        return limits.build();
    }

    /** Parses a JSON object; anything else is a fault at {@code where}. */
    static ObjectNode parseObject(byte[] json, String where) {
        JsonNode root;
        try {
            root = MAPPER.readTree(json);
        } catch (IOException e) { // reading from an array, only the JSON can be at fault
            throw new UserFault(where, "is not valid JSON: " + reason(e), "fetch or build the bundle again", e);
        }
        if (!(root instanceof ObjectNode object)) {
            throw new UserFault(where, "is not a JSON object", "fetch or build the bundle again");
        }
        return object;
    }

    /** The same readable bytes for the same tree on every system, with a newline at the end. */
    static byte[] write(JsonNode tree) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        printer.indentObjectsWith(indenter);
        try {
            byte[] json = MAPPER.writer(printer).writeValueAsBytes(tree);
            byte[] line = Arrays.copyOf(json, json.length + 1);
            line[json.length] = '\n';
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a tree that JSON cannot hold", e);
        }
    }

    /** The problem and its position, without the source excerpt that Jackson appends. */
    static String reason(IOException e) {
        if (e instanceof JsonProcessingException json) {
            String at = json.getLocation() == null
                    ? ""
                    : " on line " + json.getLocation().getLineNr();
            return json.getOriginalMessage() + at;
        }
        return String.valueOf(e.getMessage());
    }
}
