package attune.jobs;

import attune.audio.AudioReader;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.SkipBad;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.speech.Heard;
import attune.speech.HeldOutClips;
import attune.speech.SpeechFormat;
import attune.speech.inspection.Defect;
import attune.text.Alphabet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The held-out clips of an evaluation. Those that cannot be used end it or, if they may, are left out of every
 * recogniser's result: what no text can be compared with when manifests are read, what has no sound when it is heard.
 */
final class TestClips {
    private final Path manifest;
    private final Optional<SkipBad> skip;
    private final List<Utterance> clips;
    private final List<Utterance> known;
    private final List<String> unreadable;
    /** What is wrong with clips that a recogniser was to hear, by their indices. */
    private final SortedMap<Integer, UserFault> unheard = new TreeMap<>();

    private TestClips(
            Path manifest,
            Optional<SkipBad> skip,
            List<Utterance> clips,
            List<Utterance> known,
            List<String> unreadable) {
        this.manifest = manifest;
        this.skip = skip;
        this.clips = clips;
        this.known = known;
        this.unreadable = unreadable;
    }

    /**
     * Reads manifests.
     *
     * @param manifests at least one
     * @param skip how many clips may be left out; empty if none may
     * @param progress is told of files that are measured
     */
    static TestClips read(List<Path> manifests, Optional<SkipBad> skip, Progress progress) {
        if (skip.isEmpty()) {
            List<Utterance> all = HeldOutClips.read(manifests, progress);
            return new TestClips(manifests.get(0), skip, all, all, List.of());
        }
        Manifest.Salvaged lines = Manifest.salvage(manifests, Columns.OBVIOUS);
        Manifest.Salvaged measured =
                ClipDurations.salvage(lines.utterances(), new AudioReader()::durationSeconds, progress);
        if (lines.utterances().isEmpty() && lines.faults().isEmpty()) {
            throw Manifest.empty(manifests.get(0));
        }
        List<String> bad = new ArrayList<>();
        lines.faults().forEach(fault -> bad.add(fault.getMessage()));
        measured.faults().forEach(fault -> bad.add(fault.getMessage()));
        List<Utterance> good = new ArrayList<>();
        for (Utterance clip : measured.utterances()) {
            if (HeldOutClips.hasText(clip)) {
                good.add(clip);
            } else {
                bad.add(clip.where() + ": " + Defect.NO_TEXT.title());
            }
        }
        return new TestClips(manifests.get(0), skip, good, lines.utterances(), bad);
    }

    /** All that recognisers are to hear, lengths known, each with a text. */
    List<Utterance> all() {
        return clips;
    }

    /** All that the manifests name, those without a text too. */
    List<Utterance> known() {
        return known;
    }

    /** Whether a clip that cannot be used ends the evaluation. */
    boolean mustAllBeUsable() {
        return skip.isEmpty();
    }

    /** What a model cannot write is an error whatever it hears. */
    void warnOfUnwritable(Path model, SpeechFormat format, Progress progress) {
        Alphabet alphabet = format.alphabet();
        List<String> unwritable = clips.stream()
                .map(one -> HeldOutClips.reference(one, format.textNormalizer()))
                .filter(text -> !alphabet.unknown(text).isEmpty())
                .toList();
        if (!unwritable.isEmpty()) {
            progress.warn(model.getFileName() + " cannot write " + Alphabet.describe(alphabet.unknown(unwritable))
                    + ", in " + unwritable.size() + " of " + clips.size()
                    + " transcripts: these count as errors");
        }
    }

    /** Takes what a recogniser heard in each clip; refuses those that it could not use, unless they may be left out. */
    void heard(List<Heard> byOne) {
        if (mustAllBeUsable()) {
            HeldOutClips.requireUsable(clips, byOne);
        }
        for (int i = 0; i < byOne.size(); i++) {
            int clip = i;
            byOne.get(i).fault().ifPresent(fault -> unheard.putIfAbsent(clip, fault));
        }
    }

    /**
     * Names the clips that could not be used.
     *
     * @param progress is warned of each
     * @return what is wrong with each, with its place
     */
    List<String> leaveOut(Progress progress) {
        List<String> bad = new ArrayList<>(unreadable);
        unheard.forEach((clip, fault) ->
                bad.add(clips.get(clip).where() + ": " + Defect.UNREADABLE.title() + ": " + fault.problem()));
        skip.ifPresent(few -> few.leaveOut(manifest, clips.size() + unreadable.size(), bad, progress));
        return bad;
    }

    /** Keeps, of a list with an entry for each clip, the entries of clips that all recognisers could use. */
    <T> List<T> usable(List<T> ofAll) {
        return IntStream.range(0, ofAll.size())
                .filter(clip -> !unheard.containsKey(clip))
                .mapToObj(ofAll::get)
                .toList();
    }
}
