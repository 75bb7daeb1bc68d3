package attune.runs;

/** What to do where the output folder already holds a run. */
public enum IfPresent {
    /** Refuse, so that nothing is lost by mistake. */
    REFUSE,
    /** Go on with the run that is there, by its own plan. */
    RESUME,
    /** Train no further: end the run that is there with the best epoch it has had. */
    FINISH,
    /** Delete what is there. */
    OVERWRITE;

    /**
     * Whether there must be a run, whose plan then says what is done.
     *
     * @return true where it is resumed or finished
     */
    public boolean takesUp() {
        return this == RESUME || this == FINISH;
    }
}
