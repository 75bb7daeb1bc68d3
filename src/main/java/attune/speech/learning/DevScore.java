package attune.speech.learning;

import attune.evaluation.ErrorCounts;
import attune.evaluation.ScoredClip;
import attune.training.Scorer;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * The score on dev by which epochs and settings are chosen: the WER, plus a hundredth of the CER to break ties. Every
 * WER of 90 % or more counts as the same: there, a network that writes next to nothing has a lower WER than one that
 * gets most characters right.
 *
 * @param words word error rate, a fraction
 * @param characters character error rate, a fraction
 */
public record DevScore(double words, double characters) {
    /** From here on, the word error rate says nothing. */
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
                sum(clips, ScoredClip::words).rate(),
                sum(clips, ScoredClip::characters).rate());
    }

    private static ErrorCounts sum(List<ScoredClip> clips, Function<ScoredClip, ErrorCounts> errors) {
        return ErrorCounts.sum(clips.stream().map(errors).toList());
    }

    /**
     * The errors of clips as plain numbers, of which those of several parts of dev add up.
     *
     * @param clips with their errors
     * @return substitutions, deletions, insertions and reference length, in words, then in characters
     */
    static float[] counts(List<ScoredClip> clips) {
        ErrorCounts words = sum(clips, ScoredClip::words);
        ErrorCounts characters = sum(clips, ScoredClip::characters);
        return new float[] {
            words.substitutions(),
            words.deletions(),
            words.insertions(),
            words.referenceLength(),
            characters.substitutions(),
            characters.deletions(),
            characters.insertions(),
            characters.referenceLength()
        };
    }

    /** The score of what {@link #counts} gave, or of the sum over several parts. */
    static DevScore of(float[] counts) {
        return new DevScore(rate(counts, 0), rate(counts, 4));
    }

    private static double rate(float[] counts, int at) {
        return new ErrorCounts((long) counts[at], (long) counts[at + 1], (long) counts[at + 2], (long) counts[at + 3])
                .rate();
    }

    /**
     * What is compared.
     *
     * @return 0 or more; lower is better
     */
    public double value() {
        return Math.min(words, TOO_MANY) + WEIGHT_OF_CHARACTERS * characters;
    }

    /**
     * The same with a text for a person.
     *
     * @param decoding how the clips were decoded
     * @return the score
     */
    public Scorer.Score as(String decoding) {
        return new Scorer.Score(
                value(),
                String.format(Locale.ROOT, "WER %.1f %%, CER %.1f %% (%s)", 100 * words, 100 * characters, decoding));
    }
}
