package attune.jobs;

import attune.corpus.Manifest;
import attune.corpus.Overlap;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.results.CorpusCheckResult;
import attune.results.CorpusCheckResult.Example;
import attune.results.CorpusCheckResult.OfDefect;
import attune.results.CorpusCheckResult.OfRule;
import attune.speech.inspection.Defect;
import attune.speech.inspection.Finding;
import attune.speech.inspection.Inspected;
import attune.speech.inspection.TextFit;
import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The clips of a corpus as an inspection found them: their lists, and the report. */
final class CheckedCorpus {
    /** Clips named for each defect. */
    private static final int EXAMPLES = 3;

    private static final String CLEAN = "clean.jsonl";
    private static final String DOUBTFUL = "doubtful.jsonl";
    private static final String REJECTED = "rejected.jsonl";

    private final List<Inspected> clips;

    /**
     * A corpus.
     *
     * @param clips in its order
     */
    CheckedCorpus(List<Inspected> clips) {
        this.clips = clips;
    }

    /** The files that {@link #write} may make. */
    static List<Path> files(Path folder) {
        return Stream.of(CLEAN, DOUBTFUL, REJECTED).map(folder::resolve).toList();
    }

    /** Writes its lists into a folder, without those that would be empty. */
    void write(Path folder) throws IOException {
        writeManifest(
                folder.resolve(CLEAN),
                clips.stream()
                        .filter(clip -> !clip.isRejected())
                        .map(Inspected::utterance)
                        .toList());
        writeManifest(
                folder.resolve(DOUBTFUL),
                clips.stream()
                        .filter(Inspected::isDoubtful)
                        .sorted(Comparator.comparingDouble(CheckedCorpus::natsPerLetter)
                                .reversed())
                        .map(CheckedCorpus::withReasons)
                        .toList());
        writeManifest(
                folder.resolve(REJECTED),
                clips.stream()
                        .filter(Inspected::isRejected)
                        .map(CheckedCorpus::withReasons)
                        .toList());
    }

    /** An empty list is no manifest. */
    private static void writeManifest(Path file, List<Utterance> utterances) throws IOException {
        if (!utterances.isEmpty()) {
            Manifest.write(file, utterances);
        }
    }

    private static double natsPerLetter(Inspected clip) {
        return clip.fit().map(TextFit::natsPerLetter).orElse(0.0);
    }

    private static Utterance withReasons(Inspected clip) {
        Map<String, String> extra = new LinkedHashMap<>(clip.utterance().extra());
        extra.put(
                "reasons",
                clip.findings().stream()
                        .map(finding -> finding.defect().title() + ": " + finding.value())
                        .collect(Collectors.joining("; ")));
        clip.fit().ifPresent(fit -> extra.put("heard", fit.heard()));
        return clip.utterance().withExtra(extra);
    }

    /**
     * The report.
     *
     * @param lines of the manifests that could not be read
     * @param texts what normalisation changes in the texts
     * @param heldOut what held-out clips have in common with these; null where none are given
     */
    CorpusCheckResult result(List<UserFault> lines, List<OfRule> texts, @Nullable Overlap heldOut) {
        return new CorpusCheckResult(
                clips.size(),
                clips.stream()
                                .flatMap(clip -> clip.sound().stream())
                                .mapToDouble(sound -> sound.seconds())
                                .sum()
                        / 60,
                (int) clips.stream().filter(Inspected::isRejected).count(),
                (int) clips.stream().filter(Inspected::isDoubtful).count(),
                lines.stream().map(UserFault::getMessage).toList(),
                defects(),
                texts,
                heldOut);
    }

    /** What normalisation changes in texts. */
    static List<OfRule> changes(List<Utterance> clips, TextNormalizer normalizer) {
        TextChanges changes = new TextChanges();
        clips.forEach(clip -> clip.text().ifPresent(text -> normalizer.normalize(text, changes)));
        return changes.list().stream()
                .map(change -> new OfRule(change.rule().name().toLowerCase(Locale.ROOT), change.count(), change.text()))
                .toList();
    }

    private List<OfDefect> defects() {
        Map<Defect, Integer> counts = new EnumMap<>(Defect.class);
        Map<Defect, List<Example>> examples = new EnumMap<>(Defect.class);
        // The least fitting texts first: the examples of doubtful texts are then the most doubtful.
        for (Inspected clip : clips.stream()
                .sorted(Comparator.comparingDouble(CheckedCorpus::natsPerLetter).reversed())
                .toList()) {
            for (Finding finding : clip.findings()) {
                counts.merge(finding.defect(), 1, Integer::sum);
                List<Example> named = examples.computeIfAbsent(finding.defect(), defect -> new ArrayList<>());
                if (named.size() < EXAMPLES) {
                    named.add(new Example(
                            clip.utterance().where(), clip.utterance().text().orElse(""), finding.value()));
                }
            }
        }
        return counts.entrySet().stream()
                .map(entry -> new OfDefect(
                        entry.getKey().name().toLowerCase(Locale.ROOT),
                        entry.getKey().severity() == Defect.Severity.REJECTED,
                        entry.getKey().title(),
                        entry.getValue(),
                        examples.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }
}
