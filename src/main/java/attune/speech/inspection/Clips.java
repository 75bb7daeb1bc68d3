package attune.speech.inspection;

import attune.audio.SoundFacts;
import attune.corpus.Utterance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The clips under inspection, with what is known of them so far. Not for several threads at once. */
final class Clips {
    private final List<One> all = new ArrayList<>();

    /** One clip. */
    static final class One {
        final Utterance utterance;
        /** Normalised. */
        final String text;

        final Optional<SoundFacts> sound;
        private final List<Finding> findings = new ArrayList<>();
        private Optional<TextFit> fit = Optional.empty();

        One(Utterance utterance, String text, Optional<SoundFacts> sound) {
            this.utterance = utterance;
            this.text = text;
            this.sound = sound;
        }

        void find(Defect defect, String value) {
            findings.add(new Finding(defect, value));
        }

        void fits(TextFit how) {
            fit = Optional.of(how);
        }

        Optional<TextFit> fit() {
            return fit;
        }

        boolean isSound() {
            return findings.stream().noneMatch(finding -> finding.defect().severity() == Defect.Severity.REJECTED);
        }

        Inspected inspected() {
            findings.sort(Comparator.comparing(Finding::defect));
            return new Inspected(utterance, findings, sound, fit);
        }
    }

    void add(One clip) {
        all.add(clip);
    }

    List<One> all() {
        return all;
    }

    /** Those that nothing rejects, so far. */
    List<One> sound() {
        return all.stream().filter(One::isSound).toList();
    }

    List<Inspected> inspected() {
        return all.stream().map(One::inspected).toList();
    }
}
