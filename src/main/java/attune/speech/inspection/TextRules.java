package attune.speech.inspection;

import attune.corpus.TrainingChecks;
import attune.corpus.Utterance;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the text of a clip says about it. */
final class TextRules {
    /** {@code [noise]}, {@code <unk>}, {@code (coughs)}, {@code {breath}} in transcripts of many corpora. */
    private static final Pattern NOTE = Pattern.compile("\\[[^\\[\\]]*]|<[^<>]*>|\\([^()]*\\)|\\{[^{}]*}");

    private final TrainingChecks checks;

    /** Checks for one model. */
    TextRules(TrainingChecks checks) {
        this.checks = checks;
    }

    void apply(Clips clips) {
        for (Clips.One clip : clips.all()) {
            Matcher note = NOTE.matcher(clip.utterance.text().orElse(""));
            if (note.find()) {
                clip.find(Defect.NOTE_IN_TEXT, note.group());
            }
            if (clip.utterance.clip().durationSeconds().isPresent()) {
                judge(clip);
            }
        }
    }

    private void judge(Clips.One clip) {
        Utterance utterance = clip.utterance;
        for (TrainingChecks.Finding finding : checks.findings(List.of(utterance))) {
            clip.find(
                    switch (finding.rule()) {
                        case EMPTY_TEXT -> Defect.NO_TEXT;
                        case UNKNOWN_CHARACTER -> Defect.UNKNOWN_CHARACTER;
                        case TOO_FEW_FRAMES -> Defect.TOO_FEW_FRAMES;
                    },
                    finding.fault().problem());
        }
    }
}
