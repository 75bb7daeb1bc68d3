package attune.speech.learning;

import attune.evaluation.ErrorCounts;
import attune.evaluation.ScoredClip;
import java.util.List;

/**
 * What epochs and settings are chosen by on dev. Words are what counts, and a hundredth of the character error rate
 * decides between equals. Where nine words in ten are wrong or more, all count as equals: who writes next to nothing has
 * fewer words wrong there than who gets most letters right.
 *
 * @param words word error rate, a fraction
 * @param characters character error rate, a fraction
 */
public record DevScore(double words, double characters) {
    /** From this part of words wrong on, their number tells nothing. */
    static final double TOO_MANY = 0.9;

    private static final double WEIGHT_OF_CHARACTERS = 0.01;

    /**
     * Sums up clips.
     *
     * @param clips with their errors
     * @return the error rates over all of them
     */
    public static DevScore of(List<ScoredClip> clips) {
        return new DevScore(
                ErrorCounts.sum(clips.stream().map(ScoredClip::words).toList()).rate(),
                ErrorCounts.sum(clips.stream().map(ScoredClip::characters).toList())
                        .rate());
    }

    /**
     * What is compared.
     *
     * @return 0 or more; lower is better
     */
    public double value() {
        return Math.min(words, TOO_MANY) + WEIGHT_OF_CHARACTERS * characters;
    }
}
