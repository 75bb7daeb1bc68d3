package attune.jobs;

import static attune.fault.Parameter.named;

import attune.audio.AudioReader;
import attune.corpus.AudioInputs;
import attune.corpus.Clip;
import attune.corpus.ClipDurations;
import attune.corpus.Columns;
import attune.corpus.Utterance;
import attune.decoding.Calibration;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.CorpusBuildResult;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.speech.ClipFrames;
import attune.speech.ClipGroups;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.segmentation.Drafts;
import attune.speech.segmentation.Found;
import attune.speech.segmentation.Script;
import attune.speech.segmentation.ScriptClips;
import attune.speech.segmentation.ScriptClips.ScriptClip;
import attune.speech.segmentation.ScriptFinder;
import attune.text.TextChanges;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Makes training clips of long recordings and the texts that more or less say what is spoken in them; without a text,
 * drafts for a person to correct, the least certain first. The clips are stretches of the recordings, in a manifest; no
 * audio is copied.
 */
public final class CorpusBuild {
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
     * Builds. Recordings that cannot be read are named and left out.
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
        BuiltRecording[] built = new BuiltRecording[recordings.size()];
        build(model, groups(recordings), recordings, (item, one) -> built[item] = one, progress);
        return concluded(model, recordings, List.of(built), progress);
    }

    /**
     * Does a part of the recordings, about alike in seconds of sound.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress is told of every recording
     * @return the part, whose recordings that cannot be read say why
     * @throws UserFault if a recording has no text, or anything else given is wrong
     * @throws IOException if the disk refuses
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        List<Utterance> recordings = recordings();
        double[] seconds = ClipDurations.estimate(recordings, new AudioReader()::durationSeconds, progress);
        return work(recordings).write(place, groups(recordings), seconds, (groups, results) -> {
            requireWithin(ClipWork.pick(groups, recordings), progress);
            SpeechModel model = SpeechModel.open(request.model());
            build(
                    model,
                    groups,
                    recordings,
                    (item, one) -> results.add(one, one.unreadable().isEmpty()),
                    progress);
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
        List<BuiltRecording> built = new ArrayList<>();
        work(recordings).read(parts, (item, one, part) -> built.add(one));
        return concluded(SpeechModel.open(request.model()), recordings, built, progress);
    }

    private ShardedWork<BuiltRecording> work(List<Utterance> recordings) throws IOException {
        String options = request.untranscribed() ? "drafts" : "a confidence of " + request.leastConfidence();
        return ClipWork.of("corpus build", recordings, List.of(request.model()), options, BuiltRecording.class);
    }

    /** What to listen to, each recording or piece with its text. */
    private List<Utterance> recordings() throws IOException {
        return request.untranscribed()
                ? AudioInputs.find(request.recordings(), request.choices().columns())
                : new RecordingsWithTexts(request.choices()).find(request.recordings());
    }

    private static void requireWithin(List<Utterance> recordings, Progress progress) {
        ClipDurations.requireWithin(
                recordings, new AudioReader()::durationSeconds, AudioReader.SLACK_SECONDS, progress);
    }

    /** Short pieces go through the network together. A whole file goes alone, however long it may turn out to be. */
    private static List<int[]> groups(List<Utterance> recordings) {
        return ClipGroups.of(recordings.stream()
                .mapToDouble(one -> one.clip().durationSeconds().orElse(Double.POSITIVE_INFINITY))
                .toArray());
    }

    private void build(
            SpeechModel model,
            List<int[]> groups,
            List<Utterance> recordings,
            BiConsumer<Integer, BuiltRecording> results,
            Progress progress) {
        int[] items = ClipWork.items(groups);
        List<Clip> clips =
                ClipWork.pick(groups, recordings).stream().map(Utterance::clip).toList();
        // Only the network's output is wanted, so a language model need not be loaded for it.
        Transcriber listener = new Transcriber(model, SpeechDecoder.greedy(model.format(), Calibration.NONE));
        ScriptFinder finder = new ScriptFinder(model.format());
        AtomicInteger done = new AtomicInteger();
        progress.begin("listening", items.length);
        listener.frames(clips, ClipGroups.ends(groups), frames -> {
            int item = items[done.getAndIncrement()];
            Utterance recording = recordings.get(item);
            results.accept(
                    item,
                    frames.fault()
                            .map(fault -> BuiltRecording.unreadable(fault.problem()))
                            .orElseGet(() -> request.untranscribed()
                                    ? drafted(frames, model.decoder())
                                    : found(frames, script(recording, model.format()), finder)));
            progress.at(done.get(), String.valueOf(recording.clip().audio().getFileName()));
            progress.stopIfRequested("while listening");
        });
    }

    private static Script script(Utterance recording, SpeechFormat format) {
        return Script.of(recording.requireText(), format.textNormalizer(), new TextChanges());
    }

    private static BuiltRecording drafted(ClipFrames frames, SpeechDecoder decoder) {
        List<ScriptClip> drafts = Drafts.of(frames, decoder);
        return new BuiltRecording(
                frames.seconds(), drafts.size(), drafts.size(), drafts.size(), drafts, Optional.empty());
    }

    private BuiltRecording found(ClipFrames frames, Script script, ScriptFinder finder) {
        List<Found> found = finder.find(frames, script);
        List<Found> kept = found.stream()
                .filter(one -> one.confidence() >= request.leastConfidence())
                .toList();
        return new BuiltRecording(
                frames.seconds(),
                script.sentences().size(),
                found.size(),
                kept.size(),
                ScriptClips.of(script, kept),
                Optional.empty());
    }

    private CorpusBuildResult concluded(
            SpeechModel model, List<Utterance> recordings, List<BuiltRecording> built, Progress progress)
            throws IOException {
        BuiltCorpus corpus = new BuiltCorpus(recordings, built);
        corpus.tell(model.format(), !request.untranscribed(), progress);
        corpus.write(request.out(), !request.untranscribed());
        return corpus.result();
    }
}
