package attune.bundle;

import attune.fault.UserFault;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.Serial;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.serde.JsonMappers;
import org.nd4j.shade.jackson.databind.JavaType;
import org.nd4j.shade.jackson.databind.ObjectMapper;
import org.nd4j.shade.jackson.databind.cfg.MapperConfig;
import org.nd4j.shade.jackson.databind.jsontype.PolymorphicTypeValidator;

/**
 * A network to {@code network.json} and back: Deeplearning4j's JSON with our classes under their ids.
 *
 * <p>A file can name any class, and Deeplearning4j loads it. Hence two locks: {@link TypeNames} checks the text before
 * Deeplearning4j sees it, and every class is checked again before Deeplearning4j's Jackson loads it.
 */
final class NetworkJson {
    private static final String REMEDY =
            "do not use this file unless you trust its maker; fetch it again from its source";

    private final LayerIds ids;
    private final ObjectMapper guarded;

    NetworkJson(LayerIds ids) {
        this.ids = ids;
        Set<String> admitted = new HashSet<>(NetworkTypes.ALL);
        admitted.addAll(ids.classNames());
        this.guarded = JsonMappers.getMapper().copy().setPolymorphicTypeValidator(new Guard(Set.copyOf(admitted)));
    }

    byte[] write(ComputationGraphConfiguration configuration) {
        byte[] theirs = configuration.toJson().getBytes(StandardCharsets.UTF_8);
        ObjectNode root = StrictJson.parseObject(theirs, "the network's configuration");
        new TypeNames(this::toFile, NetworkJson::unwritable).replaceIn(root);
        root.put("iterationCount", 0); // how far the last process trained, which a resumed run would not repeat
        return StrictJson.write(root);
    }

    ComputationGraphConfiguration parse(byte[] json, String where) {
        ObjectNode root = StrictJson.parseObject(json, where);
        new TypeNames(name -> fromFile(name, where), name -> forbidden(name, where)).replaceIn(root);
        try {
            ComputationGraphConfiguration configuration =
                    guarded.readValue(root.toString(), ComputationGraphConfiguration.class);
            if (configuration.getVertices().isEmpty()) {
                throw new UserFault(where, "the network has no layers", "fetch or build the bundle again");
            }
            Topology.require(configuration, where);
            return configuration;
        } catch (UserFault e) {
            throw e;
        } catch (IOException | RuntimeException e) { // a text of known classes can still be nonsense, in many ways
            throw new UserFault(
                    where,
                    "Deeplearning4j cannot read the network: " + firstLine(e),
                    "fetch or build the bundle again",
                    e);
        }
    }

    private String toFile(String className) {
        return ids.id(className).orElseGet(() -> {
            if (!NetworkTypes.ALL.contains(className)) {
                throw new IllegalArgumentException(className + " is not allowed in a bundle and has no id");
            }
            return className;
        });
    }

    private String fromFile(String name, String where) {
        return ids.className(name).orElseGet(() -> {
            if (!NetworkTypes.ALL.contains(name)) {
                throw forbidden(name, where);
            }
            return name;
        });
    }

    private static RuntimeException unwritable(String text) {
        return new IllegalArgumentException("a name in a network must not contain a dot: \"" + text + "\"");
    }

    private static UserFault forbidden(String name, String where) {
        String shown = name.length() <= 200 ? name : name.substring(0, 200) + "…";
        return new UserFault(where, "the network names \"" + shown + "\", which is not allowed in a bundle", REMEDY);
    }

    static String firstLine(Exception e) {
        // Jackson's words for a null where DL4J expects a value.
        String message =
                String.valueOf(e.getMessage()).replace("(was java.lang.NullPointerException)", "a value is missing");
        return message.lines().findFirst().orElse(message);
    }

    /** The second lock: Jackson asks it before loading any class, wherever in the text it found the name. */
    private static final class Guard extends PolymorphicTypeValidator.Base {
        @Serial
        private static final long serialVersionUID = 1L;

        @SuppressWarnings("serial") // an immutable set of strings is serialisable
        private final Set<String> admitted;

        Guard(Set<String> admitted) {
            this.admitted = admitted;
        }

        @Override
        public Validity validateSubClassName(MapperConfig<?> config, JavaType baseType, String subClassName) {
            return admitted.contains(subClassName) ? Validity.ALLOWED : Validity.DENIED;
        }
    }
}
