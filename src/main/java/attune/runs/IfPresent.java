package attune.runs;

/** What to do where the output folder already holds a run. */
public enum IfPresent {
    /** Refuse, so that nothing is lost by mistake. */
    REFUSE,
    /** Continue the existing run by its own plan. */
    RESUME,
    /** Train no further: end the existing run with its best epoch so far. */
    FINISH,
    /** Delete what is there. */
    OVERWRITE;

    /**
     * Whether there must be a run, whose plan then applies.
     *
     * @return true if it is resumed or finished
     */
    public boolean takesUp() {
        return this == RESUME || this == FINISH;
    }
}
