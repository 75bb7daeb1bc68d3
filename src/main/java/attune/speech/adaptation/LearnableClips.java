package attune.speech.adaptation;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.SkipBad;
import attune.corpus.Utterance;
import attune.progress.Progress;
import attune.runs.Datasets;
import attune.speech.HeldOutClips;
import attune.speech.SpeechFormat;
import attune.speech.inspection.Defect;
import attune.speech.inspection.Finding;
import attune.speech.inspection.Inspected;
import attune.speech.inspection.Inspection;
import attune.speech.learning.TrainAndDev;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads training, dev and test clips; if wanted, without those that cannot be used, which are named. */
final class LearnableClips {
    private static final Set<Defect> REJECTING = Arrays.stream(Defect.values())
            .filter(defect -> defect.severity() == Defect.Severity.REJECTED)
            .collect(Collectors.toUnmodifiableSet());
    private static final Set<Defect> UNMEASURABLE = Set.of(Defect.UNREADABLE, Defect.NO_TEXT);

    private final SpeechFormat source;
    private final SpeechChoices choices;
    private final Optional<SkipBad> skip;
    private final Datasets data;
    private final Progress progress;
    /** Each set is read once, though its letters count for the others, too. */
    private final Map<List<Path>, Manifest.Salvaged> salvaged = new HashMap<>();

    private @Nullable SpeechFormat adapted;
    private int leftOut;

    /**
     * A reader.
     *
     * @param source the source's format
     * @param choices which alphabet the adapted model has
     * @param skip how many of a set may be left out; empty if none may
     * @param data all sets, by whose texts together a clip's letters are judged
     */
    LearnableClips(
            SpeechFormat source, SpeechChoices choices, Optional<SkipBad> skip, Datasets data, Progress progress) {
        this.source = source;
        this.choices = choices;
        this.skip = skip;
        this.data = data;
        this.progress = progress;
    }

    /** How many clips were left out so far that were to be learnt from. */
    int leftOut() {
        return leftOut;
    }

    /** Clips to learn from, lengths known; none for no manifests. */
    List<Utterance> read(List<Path> manifests) {
        if (manifests.isEmpty() || skip.isEmpty()) {
            return manifests.isEmpty() ? List.of() : TrainAndDev.read(manifests, progress);
        }
        Manifest.Salvaged found = salvaged(manifests);
        List<Utterance> good = without(REJECTING, found, adapted(), manifests.get(0));
        leftOut += found.utterances().size() + found.faults().size() - good.size();
        return good;
    }

    private SpeechFormat adapted() {
        if (adapted == null) {
            List<Utterance> written = Stream.of(
                            data.train(), data.dev(), data.replay().from())
                    .flatMap(set -> salvaged(set).utterances().stream())
                    .toList();
            adapted = source.with(choices.output(source, written).alphabet());
        }
        return adapted;
    }

    private Manifest.Salvaged salvaged(List<Path> manifests) {
        return salvaged.computeIfAbsent(manifests, set -> Manifest.salvage(set, Columns.OBVIOUS));
    }

    /** Clips to measure on, which need no more than sound and a text. */
    List<Utterance> readTest(List<Path> manifests) {
        if (manifests.isEmpty() || skip.isEmpty()) {
            return manifests.isEmpty() ? List.of() : HeldOutClips.read(manifests, progress);
        }
        Manifest.Salvaged found = Manifest.salvage(manifests, Columns.OBVIOUS);
        return without(UNMEASURABLE, found, source, manifests.get(0));
    }

    private List<Utterance> without(Set<Defect> defects, Manifest.Salvaged found, SpeechFormat format, Path manifest) {
        List<Utterance> good = new ArrayList<>();
        List<String> bad = new ArrayList<>();
        found.faults().forEach(fault -> bad.add(fault.getMessage()));
        for (Inspected clip : new Inspection(format).of(found.utterances(), List.of(), progress)) {
            Optional<Finding> worst = clip.findings().stream()
                    .filter(finding -> defects.contains(finding.defect()))
                    .findFirst();
            worst.ifPresentOrElse(
                    finding -> bad.add(
                            clip.utterance().where() + ": " + finding.defect().title() + ": " + finding.value()),
                    () -> good.add(clip.utterance()));
        }
        skip.orElseThrow().leaveOut(manifest, good.size() + bad.size(), bad, progress);
        return good;
    }
}
