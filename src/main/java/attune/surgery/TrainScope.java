package attune.surgery;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/**
 * Which layers learn: {@code new}, {@code output}, {@code last:N}, {@code all}, or {@code two-stage}: first those that
 * are new, then all. Text is also its JSON; {@link #parse} and {@link #text} are inverse.
 *
 * <p>Each choice is the rear of the network, in the order of the layer table, so a learning layer never lies under a
 * frozen one, where no gradient would reach it.
 */
public sealed interface TrainScope {

    /**
     * The choice as text.
     *
     * @return what {@link #parse} reads
     */
    @JsonValue
    String text();

    /**
     * Reads a choice.
     *
     * @param text as {@link #text} writes it, in any case
     * @return the choice
     * @throws UserFault when it is none; names what is allowed
     */
    @JsonCreator
    static TrainScope parse(String text) {
        String choice = text.strip().toLowerCase(Locale.ROOT);
        if (choice.matches("last:[1-9][0-9]{0,5}")) {
            return new Last(Integer.parseInt(choice.substring("last:".length())));
        }
        if (choice.matches(TwoStage.NAME + ":[1-9][0-9]{0,5}")) {
            return new TwoStage(Integer.parseInt(choice.substring(TwoStage.NAME.length() + 1)));
        }
        return switch (choice) {
            case TwoStage.NAME -> new TwoStage(TwoStage.UNSET);
            case "new" -> new NewLayers();
            case "output" -> new OutputOnly();
            case "all" -> new All();
            default ->
                throw new UserFault(
                        "--train-layers",
                        "'" + text + "' is no choice of layers",
                        "use new, output, last:N (such as last:2), all, two-stage or two-stage:EPOCHS");
        };
    }

    /** Everything inserted, and the output. */
    record NewLayers() implements TrainScope {
        @Override
        public String text() {
            return "new";
        }
    }

    /** Only the loss layer. */
    record OutputOnly() implements TrainScope {
        @Override
        public String text() {
            return "output";
        }
    }

    /**
     * The last layers of those that have parameters, the output included.
     *
     * @param layers how many, positive
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
    }

    /** Every layer. */
    record All() implements TrainScope {
        @Override
        public String text() {
            return "all";
        }
    }

    /**
     * The new layers alone for some epochs, then every layer. Surgery leaves every layer live; whoever trains the first
     * stage operates with {@link #firstStage}.
     *
     * @param headEpochs how long the first stage is; {@link #UNSET} leaves it to whoever knows the number of epochs
     */
    record TwoStage(int headEpochs) implements TrainScope {
        /** The length of the first stage is still open. */
        public static final int UNSET = 0;

        private static final String NAME = "two-stage";

        /** Refuses a negative length. */
        public TwoStage {
            if (headEpochs < UNSET) {
                throw new IllegalArgumentException("a stage has no negative number of epochs: " + headEpochs);
            }
        }

        /**
         * What learns in the first stage.
         *
         * @return everything new
         */
        public TrainScope firstStage() {
            return new NewLayers();
        }

        @Override
        public String text() {
            return headEpochs == UNSET ? NAME : NAME + ":" + headEpochs;
        }
    }
}
