package attune.training;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a network learns in one stage, or in two: its new layers alone for some epochs, then all layers. As text,
 * which is also its JSON: {@code one-stage}, {@code two-stage} or {@code two-stage:EPOCHS}.
 *
 * @param headEpochs number of epochs in which the new layers learn alone; 0 for one stage, {@link #OPEN} if the total
 *     number of epochs settles it
 */
public record Stages(int headEpochs) {
    /** The length of the first of two stages is still open. */
    public static final int OPEN = -1;

    /** Everything that learns does so from the first step. */
    public static final Stages ONE = new Stages(0);

    /** The new layers first, for a tenth of the epochs. */
    public static final Stages TWO = new Stages(OPEN);

    private static final String ONE_STAGE = "one-stage";
    private static final String TWO_STAGE = "two-stage";
    private static final String WITH_LENGTH = TWO_STAGE + ":[1-9][0-9]{0,5}";

    /** The default share of the epochs for the first of two stages. */
    private static final double HEAD_SHARE = 0.1;

    /** Refuses a negative length. */
    public Stages {
        if (headEpochs < OPEN) {
            throw new IllegalArgumentException("a stage cannot have a negative number of epochs: " + headEpochs);
        }
    }

    /**
     * Reads text.
     *
     * @param text any
     * @return empty if it does not name stages
     */
    public static Optional<Stages> parse(String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (word.matches(WITH_LENGTH)) {
            return Optional.of(new Stages(Integer.parseInt(word.substring(TWO_STAGE.length() + 1))));
        }
        return switch (word) {
            case ONE_STAGE -> Optional.of(ONE);
            case TWO_STAGE -> Optional.of(TWO);
            default -> Optional.empty();
        };
    }

    @JsonCreator
    static Stages read(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' does not name stages"));
    }

    /**
     * The stages as text.
     *
     * @return what {@link #parse} reads
     */
    @JsonValue
    public String text() {
        if (!isTwo()) {
            return ONE_STAGE;
        }
        return headEpochs == OPEN ? TWO_STAGE : TWO_STAGE + ":" + headEpochs;
    }

    /**
     * Whether the new layers learn alone first.
     *
     * @return false for one stage
     */
    public boolean isTwo() {
        return headEpochs != 0;
    }

    /**
     * Refuses two stages if the second would not train the whole network.
     *
     * @param all whether every layer learns in the end
     * @throws IllegalArgumentException if there are two and not all do
     */
    public void requireFor(boolean all) {
        if (isTwo() && !all) {
            throw new IllegalArgumentException("every layer must learn in the second of two stages");
        }
    }

    /**
     * The same with the length of the first stage settled, if there are two.
     *
     * @param epochs of the whole run
     * @return stages whose length is known
     * @throws UserFault if the second stage would get no epochs
     */
    public Stages settled(int epochs) {
        if (!isTwo()) {
            return this;
        }
        int head = headEpochs == OPEN ? (int) Math.max(1, Math.round(HEAD_SHARE * epochs)) : headEpochs;
        if (head >= epochs) {
            throw new UserFault(
                    named("trainLayers"),
                    text() + " leaves none of the " + epochs + " epochs for the second stage",
                    "give more " + named("epochs") + " or a shorter first stage");
        }
        return new Stages(head);
    }
}
