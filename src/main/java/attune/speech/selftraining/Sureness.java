package attune.speech.selftraining;

import attune.corpus.Utterance;
import attune.evaluation.EditDistance;
import attune.evaluation.ErrorCounts;
import attune.speech.HeldOutClips;
import attune.text.TextNormalizer;
import java.util.List;
import java.util.Optional;

/**
 * How sure a model must be of a draft that is learnt from. Found on dev: of all pairs of limits with which no more than
 * three in ten words of dev's drafts are wrong, the pair that keeps most speech.
 *
 * @param confidence the least
 * @param agreement the least
 * @param wordErrorRate of dev's drafts with these limits
 */
record Sureness(double confidence, double agreement, double wordErrorRate) {
    /**
     * With the shipped prompts, dev cannot tell 0.1, 0.2 and 0.3 apart, and 0.1 keeps a fifth of the speech: what the
     * model is that sure of teaches it little.
     */
    private static final double MOST_WRONG = 0.3;

    /** The rate of fewer words says little. */
    private static final int LEAST_WORDS = 20;

    private static final double[] LIMITS = {0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1};

    /**
     * A draft of a clip whose text is known.
     *
     * @param draft of the clip
     * @param words its errors
     */
    record Judged(Draft draft, ErrorCounts words) {
        static Judged of(Draft draft, TextNormalizer normalizer) {
            Utterance said = draft.recording();
            return new Judged(draft, EditDistance.words(HeldOutClips.reference(said, normalizer), draft.text()));
        }
    }

    /**
     * Finds the limits.
     *
     * @param dev drafts of dev clips
     * @return empty if too many words are wrong even in the surest drafts
     */
    static Optional<Sureness> on(List<Judged> dev) {
        Optional<Sureness> best = Optional.empty();
        double most = 0;
        for (double confidence : LIMITS) {
            for (double agreement : LIMITS) {
                Sureness limits = new Sureness(confidence, agreement, 0);
                List<Judged> kept =
                        dev.stream().filter(one -> limits.allows(one.draft)).toList();
                ErrorCounts words =
                        ErrorCounts.sum(kept.stream().map(Judged::words).toList());
                double seconds = kept.stream()
                        .mapToDouble(one -> one.draft.clip().knownDurationSeconds())
                        .sum();
                if (words.referenceLength() >= LEAST_WORDS && words.rate() <= MOST_WRONG && seconds >= most) {
                    most = seconds; // of limits that keep the same, the stricter
                    best = Optional.of(new Sureness(confidence, agreement, words.rate()));
                }
            }
        }
        return best;
    }

    /** Whether a draft may be learnt from. */
    boolean allows(Draft draft) {
        return draft.confidence() >= confidence && draft.agreement() >= agreement;
    }
}
