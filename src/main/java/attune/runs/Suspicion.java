package attune.runs;

/**
 * A possible reason why a run did its model no good.
 *
 * @param evidence what speaks for it
 * @param text for the user, in a few words: what was found and what to do
 */
public record Suspicion(Evidence evidence, String text) {

    /** What speaks for a suspicion, the strongest first. */
    public enum Evidence {
        /** It was seen to happen in this run. */
        MEASURED,
        /** Data or settings are unlike what usually works. */
        UNUSUAL,
        /** It cannot be ruled out. */
        POSSIBLE
    }
}
