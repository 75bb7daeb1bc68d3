package attune.jobs;

import attune.fault.UserFault;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Training settings with some of them given by name, as {@code learning-rate=5e-4}. */
final class NamedSettings {
    private static final ObjectMapper JSON =
            new ObjectMapper().setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE);
    private static final String SEED = "seed";

    private NamedSettings() {}

    /**
     * Puts values over settings.
     *
     * @param where for messages
     */
    static TrainingSettings over(TrainingSettings settings, Map<String, String> values, String where) {
        ObjectNode tree = JSON.valueToTree(settings);
        values.forEach((name, value) -> {
            if (name.equals(SEED) || !tree.has(name)) {
                throw new UserFault(where, "'" + name + "' is no setting of a run", "use one of " + names(tree));
            }
            tree.put(name, value);
        });
        try {
            return JSON.treeToValue(tree, TrainingSettings.class);
        } catch (JsonProcessingException e) {
            throw new UserFault(
                    where, e.getOriginalMessage().lines().findFirst().orElse("is wrong"), "correct it", e);
        }
    }

    static TrainingSettings withSeed(TrainingSettings settings, long seed) {
        ObjectNode tree = JSON.valueToTree(settings);
        tree.put(SEED, seed);
        try {
            return JSON.treeToValue(tree, TrainingSettings.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("settings do not survive another seed: " + settings, e);
        }
    }

    private static String names(ObjectNode tree) {
        List<String> names = new ArrayList<>();
        tree.fieldNames().forEachRemaining(name -> {
            if (!name.equals(SEED)) {
                names.add(name);
            }
        });
        return String.join(", ", names);
    }
}
