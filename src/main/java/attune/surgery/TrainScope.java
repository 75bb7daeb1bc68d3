package attune.surgery;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Which layers learn: {@code new}, {@code output}, {@code last:N}, {@code from:NAME} or {@code all}. Text is also its
 * JSON; {@link #parse} and {@link #text} are inverses.
 *
 * <p>Each choice is the tail of the network, in the order of the layer table, so a learning layer never lies under a
 * frozen one, where no gradient would reach it.
 */
public sealed interface TrainScope {
    /** The choices for users, for messages. */
    String CHOICES = "new, output, last:N (such as last:2), from:LAYER, all";

    /**
     * The choice as text.
     *
     * @return what {@link #parse} reads
     */
    @JsonValue
    String text();

    /**
     * The layers that learn under this choice. Layers that depend on them learn as well.
     *
     * @param layers of the operated network
     * @return their names
     */
    Set<String> learning(Layers layers);

    /**
     * The greatest number of layers with parameters that learn.
     *
     * @param all number of layers with parameters
     * @param added number of new ones among them, including the output
     * @return a number that may exceed {@code all} if the choice asks for too many
     */
    int count(int all, int added);

    /**
     * The source's layer that the choice names.
     *
     * @return empty if it names none
     */
    default Optional<String> namedLayer() {
        return Optional.empty();
    }

    /**
     * Whether layers of the source may learn.
     *
     * @return false if only new ones do
     */
    default boolean reachesTrunk() {
        return true;
    }

    /**
     * Whether every layer learns.
     *
     * @return false if some may stay frozen
     */
    default boolean reachesAll() {
        return false;
    }

    /**
     * The layers of an operated network to choose from.
     *
     * @param withParameters in the order of the layer table
     * @param added by the operation, the output last
     */
    record Layers(List<String> withParameters, List<String> added) {
        /** Copies the lists. */
        public Layers {
            withParameters = List.copyOf(withParameters);
            added = List.copyOf(added);
        }
    }

    /**
     * Reads a choice.
     *
     * @param text as {@link #text} writes it, in any case
     * @return the choice
     * @throws UserFault when it is not a choice; lists those allowed
     */
    @JsonCreator
    static TrainScope parse(String text) {
        return read(text)
                .orElseThrow(() -> new UserFault(
                        named("trainLayers"), "'" + text + "' is not a choice of layers", "use " + CHOICES));
    }

    /**
     * Reads a choice, if the text is one.
     *
     * @param text as {@link #text} writes it, in any case
     * @return the choice; empty otherwise
     */
    static Optional<TrainScope> read(String text) {
        String choice = text.strip().toLowerCase(Locale.ROOT);
        if (choice.matches("last:[1-9][0-9]{0,5}")) {
            return Optional.of(new Last(Integer.parseInt(choice.substring("last:".length()))));
        }
        if (choice.matches(From.PREFIX + "\\S.*")) {
            return Optional.of(new From(text.strip().substring(From.PREFIX.length()))); // names keep their case
        }
        return switch (choice) {
            case "new" -> Optional.of(new NewLayers());
            case "output" -> Optional.of(new OutputOnly());
            case "all" -> Optional.of(new All());
            default -> Optional.empty();
        };
    }

    /** All inserted layers and the output. */
    record NewLayers() implements TrainScope {
        @Override
        public String text() {
            return "new";
        }

        @Override
        public Set<String> learning(Layers layers) {
            return Set.copyOf(layers.added);
        }

        @Override
        public int count(int all, int added) {
            return added;
        }

        @Override
        public boolean reachesTrunk() {
            return false;
        }
    }

    /** Only the loss layer. */
    record OutputOnly() implements TrainScope {
        @Override
        public String text() {
            return "output";
        }

        @Override
        public Set<String> learning(Layers layers) {
            return Set.of(layers.added.get(layers.added.size() - 1));
        }

        @Override
        public int count(int all, int added) {
            return 1;
        }

        @Override
        public boolean reachesTrunk() {
            return false;
        }
    }

    /**
     * The last N layers with parameters, including the output.
     *
     * @param layers their number, positive
     */
    record Last(int layers) implements TrainScope {
        /** Refuses to train nothing. */
        public Last {
            if (layers < 1) {
                throw new IllegalArgumentException("at least one layer must be trained: " + layers);
            }
        }

        @Override
        public String text() {
            return "last:" + layers;
        }

        @Override
        public Set<String> learning(Layers all) {
            int size = all.withParameters.size();
            return Set.copyOf(all.withParameters.subList(size - layers, size));
        }

        @Override
        public int count(int all, int added) {
            return layers;
        }
    }

    /**
     * A layer of the source and all that depend on it, including every new layer.
     *
     * @param layer its name
     */
    record From(String layer) implements TrainScope {
        private static final String PREFIX = "from:";

        /** Refuses a name that would not be read back. */
        public From {
            if (layer.isBlank() || !layer.strip().equals(layer) || layer.lines().count() != 1) {
                throw new IllegalArgumentException("a layer's name must be one line of text: '" + layer + "'");
            }
        }

        @Override
        public String text() {
            return PREFIX + layer;
        }

        @Override
        public Set<String> learning(Layers layers) {
            Set<String> learning = new HashSet<>(layers.added);
            learning.add(layer);
            return learning;
        }

        @Override
        public int count(int all, int added) {
            return all; // fewer, but never less than what is new
        }

        @Override
        public Optional<String> namedLayer() {
            return Optional.of(layer);
        }
    }

    /** Every layer. */
    record All() implements TrainScope {
        @Override
        public String text() {
            return "all";
        }

        @Override
        public boolean reachesAll() {
            return true;
        }

        @Override
        public Set<String> learning(Layers layers) {
            return Set.copyOf(layers.withParameters);
        }

        @Override
        public int count(int all, int added) {
            return all;
        }
    }
}
