package attune.runs;

import attune.evaluation.JointComparison;
import attune.evaluation.JointComparison.Rate;
import attune.evaluation.JointComparison.Verdict;
import attune.progress.Progress;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run has made its source better, in its {@code outcome.json}: both on the dev examples, decoded alike. The
 * same examples chose the epoch, which favours the adapted model a little; a verdict for it should be confirmed on test
 * examples, one against it stands.
 *
 * @param verdict at the 5 % level, over all rates
 * @param examples number of dev examples
 * @param rates each error rate that counts, the source's as the baseline
 * @param reasons why the adapted model may not be better, the likeliest first; empty if it is
 * @param probe both on what the source's bundle keeps of its own domain; null where it keeps nothing
 */
public record AgainstSource(
        Verdict verdict,
        int examples,
        List<Rate> rates,
        List<String> reasons,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable JointComparison probe) {

    /** Copies the lists. */
    public AgainstSource {
        rates = List.copyOf(rates);
        reasons = List.copyOf(reasons);
    }

    static AgainstSource of(JointComparison compared, List<String> reasons, Optional<JointComparison> probe) {
        return new AgainstSource(
                compared.verdict(), compared.examples(), compared.rates(), reasons, probe.orElse(null));
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
     * Tells the user in one line, as a warning where the run was not worth it, and in another what was forgotten.
     *
     * @param progress notified of it
     */
    public void tell(Progress progress) {
        if (better()) {
            progress.note(text());
        } else {
            progress.warn(text());
        }
        if (probe != null) {
            progress.note("on the probe of the source's own domain: " + probe.text());
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
