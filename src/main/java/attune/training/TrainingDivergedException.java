package attune.training;

/** Training diverged: the loss or the weights are no longer finite. The message says which, and when. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}
