package attune.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Finds every class name in a network's JSON and replaces or refuses it.
 *
 * <p>Deeplearning4j writes a class under {@code "@class"}, a distribution's under {@code "type"}. Its Jackson reads
 * more than that: where it expects {@code {"@class": "a.B", …}} it also accepts {@code ["a.B", {…}]}, in places that
 * differ between versions. So text anywhere else must not contain a dot: without one, it cannot name a class in a
 * package.
 */
final class TypeNames {
    private static final String CLASS = "@class";
    private static final String DISTRIBUTION = "type";

    private final Function<String, String> rename;
    private final Function<String, RuntimeException> refusal;

    /**
     * A walk.
     *
     * @param rename replaces a class name or id; may refuse it
     * @param refusal the exception for a text that is not a class name but could be read as one
     */
    TypeNames(Function<String, String> rename, Function<String, RuntimeException> refusal) {
        this.rename = rename;
        this.refusal = refusal;
    }

    /** Rewrites the tree in place; its depth is bounded by {@link StrictJson}. */
    void replaceIn(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (Map.Entry<String, JsonNode> field : List.copyOf(object.properties())) {
                replaceIn(object, field.getKey(), field.getValue());
            }
        } else if (node instanceof ArrayNode array) {
            array.forEach(this::replaceIn);
        } else if (node.isTextual() && node.textValue().indexOf('.') >= 0) {
            throw refusal.apply(node.textValue());
        }
    }

    private void replaceIn(ObjectNode object, String key, JsonNode value) {
        boolean names = key.equals(CLASS) || (key.equals(DISTRIBUTION) && value.isTextual());
        if (!names) {
            replaceIn(value);
        } else if (value.isTextual()) {
            object.set(key, new TextNode(rename.apply(value.textValue())));
        } else {
            throw refusal.apply(value.toString());
        }
    }
}
