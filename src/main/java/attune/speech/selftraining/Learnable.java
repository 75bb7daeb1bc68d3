package attune.speech.selftraining;

import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import attune.speech.SpeechFormat;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Drafts that the CTC loss can learn: cut anew, a clip may have a frame less than what was heard in it needs. */
final class Learnable {
    private Learnable() {}

    static List<Utterance> of(List<Utterance> drafts, SpeechFormat format) {
        Set<Utterance> broken = new HashSet<>();
        new TrainingChecks(format.textNormalizer(), format.alphabet(), format::frames)
                .findings(drafts)
                .forEach(finding -> broken.addAll(finding.utterances()));
        return drafts.stream().filter(one -> !broken.contains(one)).toList();
    }
}
