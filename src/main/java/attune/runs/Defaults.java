package attune.runs;

/**
 * How a source model is trained on the data at hand if nobody says otherwise.
 *
 * @param settings with every choice made
 * @param shownText how examples are shown, as {@link PlanPart#shownText} has it
 * @param reason why these, for the user, in a few words
 */
public record Defaults(TrainingSettings settings, String shownText, String reason) {}
