package attune.bundle;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The ids of our classes in {@code network.json}, such as {@code ctc} for the CTC output layer. An id is part of the
 * file format and never changes; its class may move.
 */
public final class LayerIds {

    /** No id contains a dot, so none can be mistaken for a class of another package. */
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    private final Map<String, String> classById = new TreeMap<>();
    private final Map<String, String> idByClass = new HashMap<>();

    /**
     * Ids for the given classes.
     *
     * @param classes the configuration class of each id; an id is lower-case letters, digits and dashes
     */
    public LayerIds(Map<String, Class<?>> classes) {
        classes.forEach((id, type) -> {
            if (!ID.matcher(id).matches()) {
                throw new IllegalArgumentException("not a valid id: \"" + id + "\"");
            }
            classById.put(id, type.getName());
            String earlier = idByClass.put(type.getName(), id);
            if (earlier != null) {
                throw new IllegalArgumentException(type + " has two ids, " + earlier + " and " + id);
            }
        });
    }

    /**
     * For networks made of Deeplearning4j's own layers.
     *
     * @return no ids
     */
    public static LayerIds none() {
        return new LayerIds(Map.of());
    }

    Optional<String> className(String id) {
        return Optional.ofNullable(classById.get(id));
    }

    Optional<String> id(String className) {
        return Optional.ofNullable(idByClass.get(className));
    }

    Set<String> classNames() {
        return idByClass.keySet();
    }
}
