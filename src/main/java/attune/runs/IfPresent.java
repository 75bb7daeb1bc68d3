package attune.runs;

/** What to do where the output folder already holds a run. */
public enum IfPresent {
    /** Refuse, so that nothing is lost by mistake. */
    REFUSE,
    /** Go on with the run that is there, by its own plan. */
    RESUME,
    /** Delete what is there. */
    OVERWRITE
}
