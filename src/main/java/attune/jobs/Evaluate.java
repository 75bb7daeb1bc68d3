package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Clip;
import attune.corpus.ShardPlan;
import attune.corpus.SkipBad;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.evaluation.Bootstrap;
import attune.evaluation.JointComparison;
import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.speech.ClipGroups;
import attune.speech.DecodingOptions;
import attune.speech.Heard;
import attune.speech.HeldOutClips;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.learning.Probe;
import attune.text.TextNormalizer;
import attune.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Evaluates one or more models, and other recognisers' transcripts, on the same held-out clips. */
public final class Evaluate {
    private final Request request;
    private final Bootstrap bootstrap;

    /**
     * What to measure. The others are compared with the first.
     *
     * @param models bundles
     * @param hypotheses files of other recognisers' transcripts, TRN or JSON lines; normalised by {@link
     *     TextNormalizer#ENGLISH_BASIC}
     * @param tests manifests with transcripts
     * @param decoding how to decode, for all models
     * @param seed of the bootstrap
     * @param confidence whether to measure word confidences too
     * @param skip how many test clips that cannot be used may be left out; empty if none may
     */
    public record Request(
            List<Path> models,
            List<Path> hypotheses,
            List<Path> tests,
            DecodingOptions decoding,
            RunSeed seed,
            boolean confidence,
            Optional<SkipBad> skip) {

        /** Keeps its own copies; refuses an empty request. */
        public Request {
            models = List.copyOf(models);
            hypotheses = List.copyOf(hypotheses);
            tests = List.copyOf(tests);
            if (models.isEmpty() && hypotheses.isEmpty()) {
                throw new UserFault(
                        named("model"),
                        "is missing",
                        "give a bundle, or another recogniser's transcripts with " + named("hypotheses"));
            }
        }

        /**
         * A request for error rates alone.
         *
         * @param models bundles
         * @param hypotheses files of other recognisers' transcripts
         * @param tests manifests with transcripts
         * @param decoding how to decode, for all models
         * @param seed of the bootstrap
         */
        public Request(
                List<Path> models, List<Path> hypotheses, List<Path> tests, DecodingOptions decoding, RunSeed seed) {
            this(models, hypotheses, tests, decoding, seed, false, Optional.empty());
        }
    }

    /**
     * A job with the models' own decoding.
     *
     * @param models bundles; the others are compared with the first
     * @param tests manifests with transcripts
     * @param seed of the bootstrap
     */
    public Evaluate(List<Path> models, List<Path> tests, RunSeed seed) {
        this(new Request(models, List.of(), tests, DecodingOptions.USUAL, seed));
    }

    /**
     * A job.
     *
     * @param request what to measure
     */
    public Evaluate(Request request) {
        this.request = request;
        this.bootstrap = Bootstrap.usual(request.seed());
    }

    /**
     * Evaluates.
     *
     * @param progress notified of every clip
     * @return a row for each model, then for each file of hypotheses
     * @throws UserFault if anything given is wrong; this includes an unreadable clip
     * @throws IOException if a bundle cannot be read
     */
    public List<Evaluated> run(Progress progress) throws IOException {
        TestClips clips = clips(progress);
        return rows(clips, (i, model) -> HeldOutClips.hear(transcriber(model), clips.all(), progress), progress);
    }

    /**
     * Lets the models hear a part of the clips, about alike in seconds of sound.
     *
     * @param place which part, and where it goes; one that is there is done
     * @param progress notified of every clip
     * @return the part, whose clips that could not be read say why
     * @throws UserFault if anything given is wrong
     * @throws IOException if a bundle cannot be read
     */
    public ShardedWork.Part run(ShardedWork.Place place, Progress progress) throws IOException {
        List<Utterance> utterances = clips(progress).all();
        double[] seconds = ShardPlan.seconds(utterances);
        return work(utterances).write(place, ClipGroups.of(seconds), seconds, (groups, results) -> {
            List<Utterance> mine = ClipWork.pick(groups, utterances);
            List<Clip> clips = mine.stream().map(Utterance::clip).toList();
            List<List<KeptClip>> byModel = new ArrayList<>();
            for (int i = 0; i < request.models().size(); i++) {
                SpeechModel model = open(i, mine.size(), progress);
                List<KeptClip> heard = new ArrayList<>();
                transcriber(model).transcribe(clips, ClipGroups.ends(groups, seconds), one -> {
                    heard.add(KeptClip.of(mine.get(heard.size()).id(), one));
                    progress.at(heard.size(), "");
                });
                byModel.add(heard);
            }
            for (int clip = 0; clip < mine.size(); clip++) {
                int at = clip;
                HeardByModels heard = new HeardByModels(
                        byModel.stream().map(model -> model.get(at)).toList());
                results.add(heard, heard.models.stream().allMatch(one -> one.fault() == null));
            }
        });
    }

    /**
     * Evaluates what parts say that the models heard, as {@link #run(Progress)} would.
     *
     * @param parts all of them
     * @param progress notified of every clip
     * @return a row for each model, then for each file of hypotheses
     * @throws UserFault if parts are missing, or are of other inputs, models or decoding, or anything else is wrong
     * @throws IOException if one cannot be read
     */
    public List<Evaluated> join(JoinedParts parts, Progress progress) throws IOException {
        TestClips clips = clips(progress);
        List<HeardByModels> heard = new ArrayList<>();
        work(clips.all()).read(parts, (item, clip, part) -> heard.add(clip));
        return rows(
                clips,
                (i, model) ->
                        heard.stream().map(clip -> clip.models.get(i).heard()).toList(),
                progress);
    }

    private TestClips clips(Progress progress) {
        return TestClips.read(request.tests(), request.skip(), progress);
    }

    /** What each model heard in a clip. */
    private record HeardByModels(List<KeptClip> models) {}

    private ShardedWork<HeardByModels> work(List<Utterance> utterances) throws IOException {
        return ClipWork.of(
                "evaluate", utterances, request.models(), request.decoding().identity(), HeardByModels.class);
    }

    /** What the model at an index hears in each clip. */
    private interface Listeners {
        List<Heard> hear(int index, SpeechModel model) throws IOException;
    }

    /** A model once it has heard all clips, without its network. */
    private record Listened(Path path, SpeechFormat format, Optional<JointComparison> forgotten, List<Heard> heard) {}

    private Transcriber transcriber(SpeechModel model) throws IOException {
        return new Transcriber(model, request.decoding().decoder(model));
    }

    private List<Evaluated> rows(TestClips clips, Listeners listeners, Progress progress) throws IOException {
        // Before the models, which take longer, so that a wrong line is reported at once.
        List<ScoredHypotheses> others = request.hypotheses().stream()
                .map(file -> ScoredHypotheses.read(file, clips.known(), request.tests()))
                .toList();
        if (clips.mustAllBeUsable()) {
            others.forEach(file -> file.require(clips.all()));
        }
        List<Listened> models = new ArrayList<>();
        for (int i = 0; i < request.models().size(); i++) {
            models.add(listen(i, clips, listeners, progress));
        }
        List<String> leftOut = clips.leaveOut(progress);
        List<Utterance> used = clips.usable(clips.all());
        EvaluatedRows rows = new EvaluatedRows(used, leftOut, bootstrap);
        TextNormalizer normalizer = normalizer(models);
        for (Listened model : models) {
            add(rows, model, used, clips.usable(model.heard), normalizer);
        }
        for (int i = 0; i < others.size(); i++) {
            ScoredHypotheses file = others.get(i);
            rows.add(
                    request.hypotheses().get(i),
                    file.of(used, normalizer),
                    Optional.empty(),
                    request.confidence() ? Optional.of(file.judged(used, normalizer)) : Optional.empty());
        }
        return rows.all();
    }

    private Listened listen(int index, TestClips clips, Listeners listeners, Progress progress) throws IOException {
        Path path = request.models().get(index);
        SpeechModel model = open(index, clips.all().size(), progress);
        clips.warnOfUnwritable(path, model.format(), progress);
        Optional<JointComparison> forgotten = forgotten(path, model);
        List<Heard> heard = listeners.hear(index, model);
        clips.heard(heard);
        return new Listened(path, model.format(), forgotten, heard);
    }

    /** One for all, so that they can be compared: the first that spells out numbers, if there is one. */
    private static TextNormalizer normalizer(List<Listened> models) {
        return models.stream()
                .map(model -> model.format.textNormalizer())
                .filter(own -> !own.equals(TextNormalizer.ENGLISH_BASIC))
                .findFirst()
                .orElse(TextNormalizer.ENGLISH_BASIC);
    }

    private void add(
            EvaluatedRows rows, Listened model, List<Utterance> clips, List<Heard> heard, TextNormalizer normalizer) {
        List<MeasuredClip> measured = new ArrayList<>();
        List<List<JudgedWord>> words = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            String text = heard.get(i).orThrow().text();
            ScoredClip scored = ScoredClip.score(
                    clips.get(i).id(),
                    HeldOutClips.reference(clips.get(i), normalizer),
                    model.format.normalizer().equals(normalizer.name()) ? text : normalizer.normalize(text));
            measured.add(MeasuredClip.of(scored, heard.get(i).orThrow()));
            words.add(judge(scored, heard.get(i).orThrow()));
        }
        rows.add(
                model.path,
                measured,
                model.forgotten,
                request.confidence() ? Optional.of(new JudgedWords(words)) : Optional.empty());
    }

    /**
     * What a model has forgotten of the domain that its bundle has a probe of; the probe's own model nothing, whatever
     * its language model.
     */
    private static Optional<JointComparison> forgotten(Path path, SpeechModel model) {
        Stream<String> changes = model.metadata().provenance().stream()
                .map(ProvenanceStep::what)
                .filter(step -> !step.equals(LmTune.STEP));
        boolean own = changes.reduce((earlier, last) -> last).stream().allMatch(AddProbe.STEP::equals);
        return own
                ? Optional.empty()
                : Probe.in(model, path.toString()).map(probe -> probe.compare(model.network(), model.format()));
    }

    private static List<JudgedWord> judge(ScoredClip clip, Transcript heard) {
        return JudgedWords.judge(
                clip.reference(),
                heard.words().stream().map(Word::text).toList(),
                heard.words().stream().map(Word::confidence).toList());
    }

    private SpeechModel open(int index, int clips, Progress progress) throws IOException {
        Path path = request.models().get(index);
        SpeechModel model = SpeechModel.open(path);
        TorchDevice.tell(model.network(), progress);
        progress.begin(path.getFileName() + ": transcribing", clips);
        return model;
    }
}
