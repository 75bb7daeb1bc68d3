package attune.speech.selftraining;

import attune.corpus.Utterance;
import java.util.List;
import java.util.Locale;

/**
 * A round of drafting and learning, in {@code outcome.json}.
 *
 * @param round its number, from 1
 * @param drafted how many drafts the model made
 * @param learnt how many of them were learnt from
 * @param learntMinutes their length
 * @param leastConfidence of a draft that was learnt from
 * @param leastAgreement of such a draft
 * @param devWordErrorRate of dev's drafts that are as sure
 * @param devScore of the model that learnt from them, the lower the better; 0 before it has
 * @param kept whether that is better than the round before
 */
public record Round(
        int round,
        int drafted,
        int learnt,
        double learntMinutes,
        double leastConfidence,
        double leastAgreement,
        double devWordErrorRate,
        double devScore,
        boolean kept) {

    static Round drafted(int number, int drafted, List<Utterance> sure, Sureness limits) {
        double seconds = sure.stream()
                .mapToDouble(one -> one.clip().knownDurationSeconds())
                .sum();
        return new Round(
                number,
                drafted,
                sure.size(),
                seconds / 60,
                limits.confidence(),
                limits.agreement(),
                limits.wordErrorRate(),
                0,
                false);
    }

    /** What is learnt from, for the user. */
    String text() {
        return String.format(
                Locale.ROOT,
                "round %d: %d of %d drafts, %.1f minutes, are sure enough to learn from: confidence at least %.2f,"
                        + " agreement at least %.2f (%.1f %% of the words wrong in such drafts of dev)",
                round,
                learnt,
                drafted,
                learntMinutes,
                leastConfidence,
                leastAgreement,
                100 * devWordErrorRate);
    }

    /** The same once its model has been scored. */
    Round scored(double score, boolean better) {
        return new Round(
                round,
                drafted,
                learnt,
                learntMinutes,
                leastConfidence,
                leastAgreement,
                devWordErrorRate,
                score,
                better);
    }
}
