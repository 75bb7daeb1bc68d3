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
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
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
import java.util.function.Consumer;

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
        requireWithin(recordings, progress);
        SpeechModel model = SpeechModel.open(request.model());
        Texts texts = texts(recordings, model);
        List<Built> built = new ArrayList<>();
        build(model, texts.recordings, progress, built::add);
        return concluded(model, texts, built, progress);
    }

    /**
     * Does a part of the recordings, about alike in seconds of sound.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress is told of every recording
     * @return the part
     * @throws UserFault if a recording has no text, or anything else given is wrong
     * @throws IOException if the disk refuses
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        List<Utterance> recordings = recordings();
        double[] seconds = ClipDurations.estimate(recordings, new AudioReader()::durationSeconds, progress);
        return work(recordings).write(place, ShardedWork.single(recordings.size()), seconds, (groups, results) -> {
            List<Utterance> own = ClipWork.pick(groups, recordings);
            requireWithin(own, progress);
            SpeechModel model = SpeechModel.open(request.model());
            build(model, texts(own, model).recordings, progress, built -> results.add(built, true));
        });
    }

    /**
     * Makes the manifest of what parts say of each recording, as {@link #run(Progress)} would.
     *
     * @param parts all of them
     * @param progress is told of what is read aloud in the texts
     * @return what was made of each recording
     * @throws UserFault if parts are missing, or are of other inputs, options or another model
     * @throws IOException if the disk refuses
     */
    public CorpusBuildResult join(JoinedParts parts, Progress progress) throws IOException {
        NewFiles.requireAbsent(request.out());
        List<Utterance> recordings = recordings();
        List<Built> built = new ArrayList<>();
        work(recordings).read(parts, (item, one, part) -> built.add(one));
        SpeechModel model = SpeechModel.open(request.model());
        return concluded(model, texts(recordings, model), built, progress);
    }

    private ShardedWork<Built> work(List<Utterance> recordings) throws IOException {
        String options = request.untranscribed() ? "drafts" : "a confidence of " + request.leastConfidence();
        return ClipWork.of("corpus build", recordings, List.of(request.model()), options, Built.class);
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

    private static void requireWithin(List<Utterance> recordings, Progress progress) {
        ClipDurations.requireWithin(
                recordings, new AudioReader()::durationSeconds, AudioReader.SLACK_SECONDS, progress);
    }

    /** A recording or a piece of one, with what is spoken in it; empty where nobody wrote that down. */
    private record Spoken(Utterance recording, Optional<Script> script) {}

    /** All recordings, and what normalisation changed in their texts. */
    private record Texts(List<Spoken> recordings, TextChanges changes) {}

    private Texts texts(List<Utterance> recordings, SpeechModel model) {
        TextChanges changes = new TextChanges();
        List<Spoken> spoken = new ArrayList<>();
        for (Utterance one : recordings) {
            spoken.add(new Spoken(
                    one,
                    request.untranscribed()
                            ? Optional.empty()
                            : Optional.of(
                                    Script.of(one.requireText(), model.format().textNormalizer(), changes))));
        }
        return new Texts(spoken, changes);
    }

    /** What was made of a recording. */
    private record Built(double seconds, Sentences sentences, List<ScriptClip> clips) {}

    /** How many sentences a text has, and how many of them were found and kept. */
    private record Sentences(int all, int found, int kept) {}

    private void build(SpeechModel model, List<Spoken> recordings, Progress progress, Consumer<Built> results) {
        // Only the network's output is wanted, so a language model need not be loaded for it.
        Transcriber listener = new Transcriber(model, SpeechDecoder.greedy(model.format(), Calibration.NONE));
        ScriptFinder finder = new ScriptFinder(model.format());
        for (Spoken one : recordings) {
            progress.stopIfRequested("while listening");
            progress.begin("listening to " + one.recording.clip().audio().getFileName(), -1);
            ClipFrames frames = listener.frames(one.recording.clip());
            results.accept(one.script
                    .map(script -> built(script, finder.find(frames, script), frames.seconds()))
                    .orElseGet(() -> drafted(frames, model.decoder())));
        }
    }

    private static Built drafted(ClipFrames frames, SpeechDecoder decoder) {
        List<ScriptClip> drafts = Drafts.of(frames, decoder);
        return new Built(frames.seconds(), new Sentences(drafts.size(), drafts.size(), drafts.size()), drafts);
    }

    private Built built(Script script, List<Found> found, double seconds) {
        List<Found> kept = found.stream()
                .filter(one -> one.confidence() >= request.leastConfidence())
                .toList();
        Sentences sentences = new Sentences(script.sentences().size(), found.size(), kept.size());
        return new Built(seconds, sentences, ScriptClips.of(script, kept));
    }

    private CorpusBuildResult concluded(SpeechModel model, Texts texts, List<Built> built, Progress progress)
            throws IOException {
        List<Utterance> clips = new ArrayList<>();
        Map<Path, CorpusBuildResult.Recording> results = new LinkedHashMap<>();
        Map<Path, List<String>> unwritable = new LinkedHashMap<>();
        for (int i = 0; i < built.size(); i++) {
            Utterance recording = texts.recordings.get(i).recording;
            Path audio = recording.clip().audio();
            built.get(i).clips.forEach(clip -> clips.add(utterance(recording, clip)));
            results.merge(audio, result(recording, built.get(i)), CorpusBuildResult.Recording::with);
            texts.recordings
                    .get(i)
                    .script
                    .ifPresent(script -> unwritable
                            .computeIfAbsent(audio, none -> new ArrayList<>())
                            .addAll(unwritable(script, model.format().alphabet())));
        }
        results.forEach((audio, result) -> warnOf(
                unwritable.getOrDefault(audio, List.of()),
                result,
                model.format().alphabet(),
                progress));
        if (!texts.changes.ofWords().isEmpty()) {
            progress.note("read aloud in the texts: " + texts.changes.ofWords());
        }
        if (request.untranscribed()) {
            clips.sort(Comparator.comparingDouble(CorpusBuild::confidence));
        }
        if (clips.isEmpty()) {
            throw new UserFault(
                    texts.recordings.get(0).recording.where(),
                    (request.untranscribed() ? "nothing was heard in " : "nothing of the text was found in ")
                            + (texts.recordings.size() == 1 ? "it" : "any recording"),
                    "check that the texts belong to the recordings, or that the model knows the language");
        }
        Manifest.write(request.out(), clips);
        return new CorpusBuildResult(List.copyOf(results.values()));
    }

    private static double confidence(Utterance clip) {
        return Double.parseDouble(clip.extra().getOrDefault(CONFIDENCE, "1"));
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

    private static CorpusBuildResult.Recording result(Utterance recording, Built built) {
        return new CorpusBuildResult.Recording(
                recording.clip().audio().toString(),
                built.seconds / 60,
                built.sentences.all,
                built.sentences.found,
                built.sentences.kept,
                built.clips.size(),
                built.clips.stream()
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
