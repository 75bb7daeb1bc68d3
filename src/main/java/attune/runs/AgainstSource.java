package attune.runs;

import attune.evaluation.JointComparison;
import attune.evaluation.JointComparison.Rate;
import attune.evaluation.JointComparison.Verdict;
import attune.progress.Progress;
import java.util.List;

/**
 * Whether a run has made its source better, in its {@code outcome.json}: both on the dev examples, decoded alike. The
 * same examples chose the epoch, which favours the adapted model a little; a verdict for it should be confirmed on test
 * examples, one against it stands.
 *
 * @param verdict at the 5 % level, over all rates
 * @param examples number of dev examples
 * @param rates each error rate that counts, the source's as the baseline
 * @param reasons why the adapted model may not be better, the likeliest first; empty if it is
 */
public record AgainstSource(Verdict verdict, int examples, List<Rate> rates, List<String> reasons) {

    /** Copies the lists. */
    public AgainstSource {
        rates = List.copyOf(rates);
        reasons = List.copyOf(reasons);
    }

    static AgainstSource of(JointComparison compared, List<String> reasons) {
        return new AgainstSource(compared.verdict(), compared.examples(), compared.rates(), reasons);
    }

    /**
     * Whether the run was worth it.
     *
     * @return whether the adapted model is significantly better
     */
    public boolean better() {
        return verdict == Verdict.BETTER;
    }

    /**
     * Tells the user in one line, as a warning where the run was not worth it.
     *
     * @param progress notified of it
     */
    public void tell(Progress progress) {
        if (better()) {
            progress.note(text());
        } else {
            progress.warn(text());
        }
    }

    /** For the user, in one line. */
    String text() {
        String is = switch (verdict) {
            case BETTER -> "better";
            case UNDECIDED -> "not significantly better";
            case WORSE -> "significantly worse";
        };
        String figures = new JointComparison(examples, rates).text();
        String why = reasons.isEmpty() ? "" : ". Likely reasons, the likeliest first: " + String.join("; ", reasons);
        return "on dev the adapted model is " + is + " than its source: " + figures + why;
    }
}
