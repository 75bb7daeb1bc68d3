package attune.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ContainerNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Alters a value somewhere in a JSON text, or in one of its lines; sometimes its letters. */
final class JsonMutation implements Mutation {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    @Override
    public byte[] of(byte[] valid, SplittableRandom random) {
        if (random.nextInt(5) == 0) {
            return Mutations.TEXT.of(valid, random);
        }
        String whole = Mutations.text(valid);
        try {
            return Mutations.bytes(mutated(whole, random));
        } catch (JsonProcessingException severalLines) {
            List<String> lines = new ArrayList<>(Arrays.asList(whole.split("\n")));
            int one = random.nextInt(lines.size());
            try {
                lines.set(one, mutated(lines.get(one), random));
            } catch (JsonProcessingException e) {
                return Mutations.TEXT.of(valid, random);
            }
            return Mutations.bytes(String.join("\n", lines) + "\n");
        }
    }

    private static String mutated(String json, SplittableRandom random) throws JsonProcessingException {
        JsonNode root = MAPPER.reader()
                .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .readTree(json);
        List<ContainerNode<?>> containers = new ArrayList<>();
        collect(root, containers);
        containers.removeIf(ContainerNode::isEmpty);
        if (containers.isEmpty() || random.nextInt(50) == 0) {
            return hostile(root, random).toString();
        }
        for (int i = random.nextInt(1, 3); i > 0; i--) {
            ContainerNode<?> container = containers.get(random.nextInt(containers.size()));
            if (container instanceof ObjectNode object) {
                alter(object, root, random);
            } else if (container instanceof ArrayNode array) {
                alter(array, root, random);
            }
        }
        return root.toString();
    }

    private static void collect(JsonNode node, List<ContainerNode<?>> containers) {
        if (node instanceof ContainerNode<?> container) {
            containers.add(container);
            container.elements().forEachRemaining(child -> collect(child, containers));
        }
    }

    private static void alter(ObjectNode object, JsonNode root, SplittableRandom random) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty()) {
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        JsonNode value = object.get(name);
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + random.nextInt(2), object.remove(name));
            case 2 ->
                object.set(
                        name,
                        object.get(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.set(name, hostile(value == null ? root : value, random));
        }
    }

    private static void alter(ArrayNode array, JsonNode root, SplittableRandom random) {
        if (array.isEmpty()) {
            return;
        }
        int at = random.nextInt(array.size());
        JsonNode value = array.get(at);
        switch (random.nextInt(6)) {
            case 0 -> array.remove(at);
            case 1 -> array.insert(random.nextInt(array.size()), value.deepCopy());
            case 2 -> array.set(at, array.get(random.nextInt(array.size())).deepCopy());
            case 3 -> array.removeAll();
            default -> array.set(at, hostile(value == null ? root : value, random));
        }
    }

    /** Often of the same type, so that more than the type check meets it. */
    private static JsonNode hostile(JsonNode value, SplittableRandom random) {
        if (value.isNumber() && random.nextInt(4) > 0) {
            return number(value, random);
        }
        if (value.isTextual() && random.nextInt(4) > 0) {
            return NODES.textNode(TextMutation.HOSTILE.get(random.nextInt(TextMutation.HOSTILE.size())));
        }
        return switch (random.nextInt(8)) {
            case 0 -> NODES.nullNode();
            case 1 -> NODES.arrayNode();
            case 2 -> NODES.objectNode();
            case 3 -> NODES.booleanNode(random.nextBoolean());
            case 4 -> NODES.arrayNode().add(value.deepCopy());
            case 5 -> nested(random.nextInt(1, 700));
            case 6 -> NODES.textNode(value.toString());
            default -> number(value, random);
        };
    }

    private static JsonNode number(JsonNode value, SplittableRandom random) {
        double before = value.isNumber() ? value.doubleValue() : 1;
        return switch (random.nextInt(12)) {
            case 0 -> NODES.numberNode(0);
            case 1 -> NODES.numberNode(-1);
            case 2 -> NODES.numberNode(Integer.MAX_VALUE);
            case 3 -> NODES.numberNode(Integer.MIN_VALUE);
            case 4 -> NODES.numberNode(Long.MAX_VALUE);
            case 5 -> NODES.numberNode(1e308);
            case 6 -> NODES.numberNode(1e-308);
            case 7 -> NODES.numberNode(0.5);
            case 8 -> NODES.numberNode(-before);
            case 9 -> NODES.numberNode((long) before + random.nextInt(-2, 3));
            case 10 -> NODES.numberNode(((long) before) * 1000);
            default -> NODES.numberNode(random.nextInt(100));
        };
    }

    private static JsonNode nested(int depth) {
        JsonNode node = NODES.nullNode();
        for (int i = 0; i < depth; i++) {
            node = i % 2 == 0 ? NODES.arrayNode().add(node) : NODES.objectNode().set("a", node);
        }
        return node;
    }
}
