package attune.speech.adaptation;

import attune.corpus.Columns;
import attune.corpus.LeftOut;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.Parameter;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.SpeechFormat;
import attune.speech.inspection.Finding;
import attune.speech.inspection.Inspected;
import attune.speech.inspection.Inspection;
import attune.speech.learning.TrainAndDev;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Reads training and dev clips; if wanted, without those that cannot be learnt from, which are named. */
final class LearnableClips {
    private final SpeechFormat source;
    private final SpeechChoices choices;
    private final OptionalDouble mostBad;
    private final Progress progress;
    private int leftOut;

    /**
     * A reader.
     *
     * @param source the source's format
     * @param choices which alphabet the adapted model has
     * @param mostBad the share of a set that may be left out, above 0 to 1; empty if none may
     */
    LearnableClips(SpeechFormat source, SpeechChoices choices, OptionalDouble mostBad, Progress progress) {
        this.source = source;
        this.choices = choices;
        this.mostBad = mostBad;
        this.progress = progress;
    }

    /** How many clips were left out so far. */
    int leftOut() {
        return leftOut;
    }

    /** The clips of manifests, lengths known; none for none. */
    List<Utterance> read(List<Path> manifests) {
        if (manifests.isEmpty()) {
            return List.of();
        }
        if (mostBad.isEmpty()) {
            return TrainAndDev.read(manifests, progress);
        }
        Manifest.Salvaged found = Manifest.salvage(manifests, Columns.OBVIOUS);
        SpeechFormat format =
                source.with(choices.output(source, found.utterances()).alphabet());
        List<Utterance> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        found.faults().forEach(fault -> bad.add(fault.getMessage()));
        for (Inspected clip : new Inspection(format).of(found.utterances(), List.of(), progress)) {
            if (clip.isRejected()) {
                Finding worst = clip.findings().get(0);
                bad.add(clip.utterance().where() + ": " + worst.defect().title() + ": " + worst.value());
            } else {
                good.add(clip.utterance());
            }
        }
        requireFew(manifests.get(0), bad, good.size() + bad.size());
        LeftOut.tell(bad, progress);
        leftOut += bad.size();
        return good;
    }

    private void requireFew(Path manifest, List<String> bad, int all) {
        if (bad.size() > mostBad.getAsDouble() * all) {
            throw new UserFault(
                    manifest.toString(),
                    String.format(
                            Locale.ROOT,
                            "%d of %d clips cannot be learnt from, more than the %.3g %% that may be left out; the first:"
                                    + " %s",
                            bad.size(),
                            all,
                            100 * mostBad.getAsDouble(),
                            bad.get(0)),
                    "see attune corpus check, or raise " + Parameter.named("skipBad"));
        }
    }
}
