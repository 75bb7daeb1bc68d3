package attune.training;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Optional;

/**
 * Whether a network learns in one stage, or its new layers alone for some epochs and all of it after. As text, which is
 * also its JSON: {@code one-stage}, {@code two-stage} or {@code two-stage:EPOCHS}.
 *
 * @param headEpochs how long the new layers learn alone; 0 for one stage, {@link #OPEN} where the number of epochs
 *     settles it
 */
public record Stages(int headEpochs) {
    /** The length of the first of two stages is still open. */
    public static final int OPEN = -1;

    /** All that learns learns from the first step on. */
    public static final Stages ONE = new Stages(0);

    /** The new layers first, for a tenth of the epochs. */
    public static final Stages TWO = new Stages(OPEN);

    private static final String ONE_STAGE = "one-stage";
    private static final String TWO_STAGE = "two-stage";
    private static final String WITH_LENGTH = TWO_STAGE + ":[1-9][0-9]{0,5}";

    /** The part of the epochs that the first of two stages gets where nobody has said how many. */
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
     * @return empty where it does not name stages
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
        return parse(text).orElseThrow(() -> new IllegalArgumentException("'" + text + "' names no stages"));
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
     * Refuses two stages of which the second would not train the whole network.
     *
     * @param all whether every layer learns in the end
     * @throws IllegalArgumentException if there are two and not all do
     */
    public void requireFor(boolean all) {
        if (isTwo() && !all) {
            throw new IllegalArgumentException("in the second of two stages every layer learns");
        }
    }

    /**
     * The same with the length of the first stage settled, if there are two.
     *
     * @param epochs of the whole run
     * @return stages whose length is known
     * @throws UserFault where the second stage would get no epoch
     */
    public Stages settled(int epochs) {
        if (!isTwo()) {
            return this;
        }
        int head = headEpochs == OPEN ? (int) Math.max(1, Math.round(HEAD_SHARE * epochs)) : headEpochs;
        if (head >= epochs) {
            throw new UserFault(
                    named("trainLayers"),
                    text() + " leaves none of " + epochs + " epochs for the second stage",
                    "give more " + named("epochs") + " or a shorter first stage");
        }
        return new Stages(head);
    }
}
