package attune.evaluation;

import java.util.Collection;

/**
 * What went wrong between references and hypotheses, in words or in characters. Counts of several clips add up; their
 * rates do not.
 *
 * @param substitutions tokens of the reference recognised as another
 * @param deletions tokens of the reference that were missed
 * @param insertions tokens of the hypothesis that nobody said
 * @param referenceLength tokens of the reference, at least {@code substitutions + deletions}
 */
public record ErrorCounts(long substitutions, long deletions, long insertions, long referenceLength) {

    /** Nothing said and nothing recognised. */
    public static final ErrorCounts NONE = new ErrorCounts(0, 0, 0, 0);

    /** Refuses counts that no alignment gives. */
    public ErrorCounts {
        if (substitutions < 0 || deletions < 0 || insertions < 0 || substitutions + deletions > referenceLength) {
            throw new IllegalArgumentException("no alignment has " + substitutions + " substitutions, " + deletions
                    + " deletions and " + insertions + " insertions on " + referenceLength + " reference tokens");
        }
    }

    /**
     * The counts of many clips together.
     *
     * @param counts any number, none included
     * @return their sum
     */
    public static ErrorCounts sum(Collection<ErrorCounts> counts) {
        return counts.stream().reduce(NONE, ErrorCounts::plus);
    }

    /**
     * The counts of both.
     *
     * @param other more clips
     * @return the sum, count by count
     */
    public ErrorCounts plus(ErrorCounts other) {
        return new ErrorCounts(
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions,
                referenceLength + other.referenceLength);
    }

    /**
     * Tokens of the reference that were recognised correctly.
     *
     * @return not below zero
     */
    public long correct() {
        return referenceLength - substitutions - deletions;
    }

    /**
     * All errors.
     *
     * @return substitutions, deletions and insertions together
     */
    public long errors() {
        return substitutions + deletions + insertions;
    }

    /**
     * Tokens of the hypothesis.
     *
     * @return not below zero
     */
    public long hypothesisLength() {
        return referenceLength - deletions + insertions;
    }

    /**
     * The error rate, (S + D + I) / N: the word error rate where the tokens are words, the character error rate where
     * they are characters. It is not capped: a hypothesis longer than its reference can pass 1.
     *
     * <p>Without a reference (N = 0) the rate is 0 if the hypothesis is empty too, and infinite otherwise. Such
     * insertions still count in the {@linkplain #plus sum} with other clips, whose rate is finite again.
     *
     * @return a fraction, 0 or more, possibly {@link Double#POSITIVE_INFINITY}, never NaN
     */
    public double rate() {
        return ratio(errors(), referenceLength);
    }

    /** Errors per reference token, or a difference of errors, which may be negative; 0/0 is 0. */
    static double ratio(long errors, long referenceLength) {
        return errors == 0 ? 0 : errors / (double) referenceLength;
    }
}
