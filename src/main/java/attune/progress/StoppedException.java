package attune.progress;

/** Work has ended early because {@link Progress#stopRequested() a stop was requested}; nothing is wrong. */
public final class StoppedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * An early end.
     *
     * @param where how far the work had come, such as {@code in epoch 3 of 12}
     */
    public StoppedException(String where) {
        super("stopped " + where);
    }
}
