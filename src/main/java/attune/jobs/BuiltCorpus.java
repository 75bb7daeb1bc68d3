package attune.jobs;

import static attune.fault.Parameter.named;

import attune.corpus.Clip;
import attune.corpus.LeftOut;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CorpusBuildResult;
import attune.rounding.Rounded;
import attune.speech.SpeechFormat;
import attune.speech.segmentation.Script;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import attune.text.Alphabet;
import attune.text.TextChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The clips that were made of all recordings: their manifest, and what there is to say of them. */
final class BuiltCorpus {
    private static final String CONFIDENCE = "confidence";

    private final List<Utterance> recordings;
    private final List<BuiltRecording> built;

    /**
     * Of all recordings.
     *
     * @param recordings recordings and pieces of recordings
     * @param built what was made of each
     */
    BuiltCorpus(List<Utterance> recordings, List<BuiltRecording> built) {
        this.recordings = recordings;
        this.built = built;
    }

    /** Says which recordings could not be read, and which sentences a model cannot write or reads aloud. */
    void tell(SpeechFormat format, boolean transcribed, Progress progress) {
        LeftOut.tell(unreadable(), progress);
        if (!transcribed) {
            return;
        }
        TextChanges changes = new TextChanges();
        Map<Path, List<Script.Sentence>> sentences = new LinkedHashMap<>();
        for (Utterance recording : recordings) {
            sentences
                    .computeIfAbsent(recording.clip().audio(), none -> new ArrayList<>())
                    .addAll(Script.of(recording.requireText(), format.textNormalizer(), changes)
                            .sentences());
        }
        sentences.forEach((audio, of) -> warnOfUnwritable(audio, of, format.alphabet(), progress));
        if (!changes.ofWords().isEmpty()) {
            progress.note("read aloud in the texts: " + changes.ofWords());
        }
    }

    private List<String> unreadable() {
        List<String> unreadable = new ArrayList<>();
        for (int i = 0; i < built.size(); i++) {
            String where = recordings.get(i).where();
            built.get(i).unreadable().ifPresent(why -> unreadable.add(where + ": " + why));
        }
        return unreadable;
    }

    private static void warnOfUnwritable(
            Path audio, List<Script.Sentence> sentences, Alphabet alphabet, Progress progress) {
        List<String> unwritable = sentences.stream()
                .map(Script.Sentence::spoken)
                .filter(sentence -> !alphabet.unknown(sentence).isEmpty())
                .toList();
        if (!unwritable.isEmpty()) {
            progress.warn(audio + ": " + unwritable.size() + " of " + sentences.size()
                    + " sentences were left out, since the model cannot write their "
                    + Alphabet.describe(alphabet.unknown(String.join(" ", unwritable))));
        }
    }

    /**
     * Writes the manifest.
     *
     * @param out a new file
     * @param transcribed whether there were texts; otherwise the least certain clips come first
     * @throws UserFault if there is no clip
     */
    void write(Path out, boolean transcribed) throws IOException {
        List<Utterance> clips = new ArrayList<>();
        for (int i = 0; i < built.size(); i++) {
            Utterance recording = recordings.get(i);
            built.get(i).clips().forEach(clip -> clips.add(utterance(recording, clip)));
        }
        if (built.stream().allMatch(one -> one.unreadable().isPresent())) {
            throw new UserFault(
                    recordings.get(0).where(),
                    "no recording can be read",
                    "give recordings that can be played, such as WAV files");
        }
        if (clips.isEmpty()
                && transcribed
                && recordings.stream().allMatch(one -> one.requireText().isBlank())) {
            throw new UserFault(
                    recordings.get(0).where(),
                    recordings.size() == 1 ? "its text is empty" : "all texts are empty",
                    "write down what is said, or give " + named("untranscribed")
                            + " for drafts of what the model hears");
        }
        if (clips.isEmpty()) {
            throw new UserFault(
                    recordings.get(0).where(),
                    (transcribed ? "nothing of the text was found in " : "nothing was heard in ")
                            + (recordings.size() == 1 ? "it" : "any recording"),
                    "check that the texts belong to the recordings, or that the model knows the language");
        }
        if (!transcribed) {
            clips.sort(Comparator.comparingDouble(
                    clip -> Double.parseDouble(clip.extra().getOrDefault(CONFIDENCE, "1"))));
        }
        Manifest.write(out, clips);
    }

    private static Utterance utterance(Utterance recording, ScriptClip made) {
        Clip clip = recording.clip().part(made.startSeconds(), made.endSeconds());
        Map<String, String> extra = new LinkedHashMap<>(recording.extra());
        extra.put(CONFIDENCE, String.valueOf(Rounded.thousandths(made.confidence())));
        return new Utterance(
                Clip.name(clip.audio().toString(), clip.offsetSeconds()),
                clip,
                Optional.of(made.text()),
                recording.where(),
                extra);
    }

    /** One row a file, whatever it has of pieces. */
    CorpusBuildResult result() {
        Map<Path, CorpusBuildResult.Recording> rows = new LinkedHashMap<>();
        for (int i = 0; i < built.size(); i++) {
            if (built.get(i).unreadable().isEmpty()) {
                Utterance recording = recordings.get(i);
                rows.merge(recording.clip().audio(), built.get(i).result(recording), CorpusBuildResult.Recording::with);
            }
        }
        return new CorpusBuildResult(List.copyOf(rows.values()), unreadable());
    }
}
