package attune.runs;

/**
 * How a source model is trained on the given data unless the user says otherwise.
 *
 * @param settings with every choice made
 * @param shownText how examples are shown, as in {@link PlanPart#shownText}
 * @param reason the reason for them, for the user, in a few words
 */
public record Defaults(TrainingSettings settings, String shownText, String reason) {}
