package attune.evaluation;

/**
 * A word of a recogniser's output.
 *
 * @param confidence how sure the recogniser was of it, 0 to 1
 * @param right whether it was said, in the alignment with the reference
 */
public record JudgedWord(double confidence, boolean right) {

    /** Refuses an invalid confidence. */
    public JudgedWord {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("a confidence must be 0 to 1: " + confidence);
        }
    }

    /** How much surer the recogniser was than it had reason to be: -1 to 1. */
    double surplus() {
        return confidence - (right ? 1 : 0);
    }
}
