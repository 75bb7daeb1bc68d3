package attune.training;

/** Training went nowhere: the loss or the weights stopped being numbers. The message says which, and when. */
public final class TrainingDivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TrainingDivergedException(String message) {
        super(message);
    }
}
