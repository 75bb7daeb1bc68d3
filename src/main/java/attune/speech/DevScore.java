package attune.speech;

import attune.evaluation.ErrorCounts;
import attune.evaluation.ScoredClip;
import java.util.List;

/**
 * What epochs and settings are chosen by on dev. Words are what counts; but early in training every word may be wrong
 * while letters already improve, so a hundredth of the character error rate is added: it decides between equals.
 *
 * @param words word error rate, a fraction
 * @param characters character error rate, a fraction
 */
record DevScore(double words, double characters) {
    private static final double WEIGHT_OF_CHARACTERS = 0.01;

    static DevScore of(List<ScoredClip> clips) {
        return new DevScore(
                ErrorCounts.sum(clips.stream().map(ScoredClip::words).toList()).rate(),
                ErrorCounts.sum(clips.stream().map(ScoredClip::characters).toList())
                        .rate());
    }

    /** Lower is better. */
    double value() {
        return words + WEIGHT_OF_CHARACTERS * characters;
    }
}
