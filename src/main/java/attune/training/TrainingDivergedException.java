package attune.training;

/** Training diverged: the loss, the weights or the outputs are no longer finite. The message says which, and when. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * A training that cannot go on.
     *
     * @param message what is no longer finite
     */
    public TrainingDivergedException(String message) {
        super(message);
    }
}
