package attune.speech.inspection;

import attune.audio.SoundFacts;
import attune.corpus.Utterance;
import java.util.List;
import java.util.Optional;

/**
 * A clip that was looked at.
 *
 * @param utterance the clip; its length is known if its sound could be read
 * @param findings what is wrong with it, the worst first
 * @param sound what was measured, if it could be read
 * @param fit how well the text fits the sound; empty if nobody listened, or there was nothing to listen to or for
 */
public record Inspected(
        Utterance utterance, List<Finding> findings, Optional<SoundFacts> sound, Optional<TextFit> fit) {

    /** Copies the list. */
    public Inspected {
        findings = List.copyOf(findings);
    }

    /**
     * Whether it cannot be learnt from.
     *
     * @return true if one of the findings says so
     */
    public boolean isRejected() {
        return findings.stream().anyMatch(finding -> finding.defect().severity() == Defect.Severity.REJECTED);
    }

    /**
     * Whether a person should look at it.
     *
     * @return true if there are findings, none of which rejects it
     */
    public boolean isDoubtful() {
        return !findings.isEmpty() && !isRejected();
    }
}
