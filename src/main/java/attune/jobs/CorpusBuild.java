package attune.jobs;

import static attune.fault.Parameter.named;

import attune.annotations.RecordingText;
import attune.audio.AudioReader;
import attune.corpus.AudioInputs;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CorpusBuildResult;
import attune.rounding.Rounded;
import attune.speech.ClipFrames;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.segmentation.Drafts;
import attune.speech.segmentation.Found;
import attune.speech.segmentation.Script;
import attune.speech.segmentation.ScriptClips;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import attune.speech.segmentation.ScriptFinder;
import attune.text.Alphabet;
import attune.text.TextChanges;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes training clips of long recordings and the texts that more or less say what is spoken in them; without a text,
 * drafts for a person to correct, the least certain first. The clips are stretches of the recordings, in a manifest; no
 * audio is copied.
 */
public final class CorpusBuild {
    /** The endings that the text beside a recording may have, the preferred one first. */
    private static final List<String> TEXT_ENDINGS = List.of("srt", "vtt", "TextGrid", "textgrid", "eaf", "ctm", "txt");

    private static final String CONFIDENCE = "confidence";

    private final Request request;

    /**
     * What to do.
     *
     * @param model the bundle that listens
     * @param recordings audio files and folders, each recording with a text of the same name beside it, or manifests
     *     with the texts of recordings or pieces of them
     * @param out the manifest to write; must not exist
     * @param leastConfidence of a sentence, 0 to 1
     * @param untranscribed whether there are no texts
     * @param choices what to read of texts that have several parts
     */
    public record Request(
            Path model,
            List<Path> recordings,
            Path out,
            double leastConfidence,
            boolean untranscribed,
            Choices choices) {
        /** Refuses a confidence out of range. */
        public Request {
            recordings = List.copyOf(recordings);
            if (!(leastConfidence >= 0 && leastConfidence <= 1)) {
                throw new UserFault(
                        named("leastConfidence", "--min-confidence"),
                        "'" + leastConfidence + "' is not from 0 to 1",
                        "0 keeps every sentence that was found, 0.1 those that fit the sound");
            }
        }
    }

    /**
     * What to read of texts that have several parts.
     *
     * @param columns of manifests that are tables
     * @param tier of TextGrid and ELAN files; empty for the one that has the words
     */
    public record Choices(Columns columns, String tier) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public CorpusBuild(Request request) {
        this.request = request;
    }

    /**
     * Builds.
     *
     * @param progress is told of every recording
     * @return what was made of each
     * @throws UserFault if a recording has no text, or anything else given is wrong
     * @throws IOException if the disk refuses
     */
    public CorpusBuildResult run(Progress progress) throws IOException {
        NewFiles.requireAbsent(request.out());
        List<Utterance> recordings = recordings();
        ClipDurations.requireWithin(
                recordings, new AudioReader()::durationSeconds, AudioReader.SLACK_SECONDS, progress);
        SpeechModel model = SpeechModel.open(request.model());
        // Only the network's output is wanted, so a language model need not be loaded for it.
        Transcriber listener = new Transcriber(model, SpeechDecoder.greedy(model.format(), Calibration.NONE));
        ScriptFinder finder = new ScriptFinder(model.format());
        List<Utterance> clips = new ArrayList<>();
        Map<Path, CorpusBuildResult.Recording> results = new LinkedHashMap<>();
        Map<Path, List<String>> unwritable = new LinkedHashMap<>();
        TextChanges changes = new TextChanges();
        for (Utterance one : recordings) {
            progress.stopIfRequested("while listening");
            Path audio = one.clip().audio();
            progress.begin("listening to " + audio.getFileName(), -1);
            ClipFrames frames = listener.frames(one.clip());
            CorpusBuildResult.Recording result;
            if (request.untranscribed()) {
                result = drafted(one, frames, model.decoder(), clips);
            } else {
                Script script = Script.of(one.requireText(), model.format().textNormalizer(), changes);
                unwritable
                        .computeIfAbsent(audio, none -> new ArrayList<>())
                        .addAll(unwritable(script, model.format().alphabet()));
                result = build(one, script, finder.find(frames, script), frames.seconds(), clips);
            }
            results.merge(audio, result, CorpusBuildResult.Recording::with);
        }
        results.forEach((audio, result) -> warnOf(
                unwritable.getOrDefault(audio, List.of()),
                result,
                model.format().alphabet(),
                progress));
        if (!changes.ofWords().isEmpty()) {
            progress.note("read aloud in the texts: " + changes.ofWords());
        }
        if (request.untranscribed()) {
            clips.sort(Comparator.comparingDouble(CorpusBuild::confidence));
        }
        if (clips.isEmpty()) {
            throw new UserFault(
                    recordings.get(0).where(),
                    (request.untranscribed() ? "nothing was heard in " : "nothing of the text was found in ")
                            + (recordings.size() == 1 ? "it" : "any recording"),
                    "check that the texts belong to the recordings, or that the model knows the language");
        }
        Manifest.write(request.out(), clips);
        return new CorpusBuildResult(List.copyOf(results.values()));
    }

    /** What to listen to, each recording or piece with its text. */
    private List<Utterance> recordings() throws IOException {
        List<Utterance> recordings = new ArrayList<>();
        for (Utterance found :
                AudioInputs.find(request.recordings(), request.choices().columns())) {
            boolean complete = request.untranscribed() || found.text().isPresent();
            recordings.add(complete ? found : found.withText(textBeside(found)));
        }
        return recordings;
    }

    private static double confidence(Utterance clip) {
        return Double.parseDouble(clip.extra().getOrDefault(CONFIDENCE, "1"));
    }

    private static CorpusBuildResult.Recording drafted(
            Utterance recording, ClipFrames frames, SpeechDecoder decoder, List<Utterance> clips) {
        List<ScriptClip> made = Drafts.of(frames, decoder);
        made.forEach(clip -> clips.add(utterance(recording, clip)));
        return result(recording, frames.seconds(), new Sentences(made.size(), made.size(), made.size()), made);
    }

    private String textBeside(Utterance recording) {
        Path audio = recording.clip().audio();
        String name = String.valueOf(audio.getFileName()).replaceFirst("\\.[^.]*$", "");
        for (String ending : TEXT_ENDINGS) {
            Path text = audio.resolveSibling(name + "." + ending);
            if (Files.isRegularFile(text)) {
                String tier = request.choices().tier();
                return tier.isEmpty() ? RecordingText.read(text) : RecordingText.read(text, tier);
            }
        }
        throw new UserFault(
                recording.where(),
                "has no text",
                "put what is said in it beside it, as " + name
                        + ".txt, .srt, .vtt, .TextGrid, .eaf or .ctm, or give a manifest with texts");
    }

    private static void warnOf(
            List<String> unwritable, CorpusBuildResult.Recording result, Alphabet alphabet, Progress progress) {
        if (!unwritable.isEmpty()) {
            progress.warn(result.audio() + ": " + unwritable.size() + " of " + result.sentences()
                    + " sentences were left out, since the model cannot write their "
                    + Alphabet.describe(alphabet.unknown(String.join(" ", unwritable))));
        }
    }

    private static List<String> unwritable(Script script, Alphabet alphabet) {
        return script.sentences().stream()
                .map(Script.Sentence::spoken)
                .filter(sentence -> !alphabet.unknown(sentence).isEmpty())
                .toList();
    }

    private CorpusBuildResult.Recording build(
            Utterance recording, Script script, List<Found> found, double seconds, List<Utterance> clips) {
        List<Found> kept = found.stream()
                .filter(one -> one.confidence() >= request.leastConfidence())
                .toList();
        List<ScriptClip> made = ScriptClips.of(script, kept);
        made.forEach(clip -> clips.add(utterance(recording, clip)));
        Sentences sentences = new Sentences(script.sentences().size(), found.size(), kept.size());
        return result(recording, seconds, sentences, made);
    }

    /** How many sentences a text has, and how many of them were found and kept. */
    private record Sentences(int all, int found, int kept) {}

    private static CorpusBuildResult.Recording result(
            Utterance recording, double seconds, Sentences sentences, List<ScriptClip> made) {
        return new CorpusBuildResult.Recording(
                recording.clip().audio().toString(),
                seconds / 60,
                sentences.all,
                sentences.found,
                sentences.kept,
                made.size(),
                made.stream()
                                .mapToDouble(clip -> clip.endSeconds() - clip.startSeconds())
                                .sum()
                        / 60);
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
}
