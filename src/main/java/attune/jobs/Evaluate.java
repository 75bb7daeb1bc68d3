package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Clip;
import attune.corpus.ShardPlan;
import attune.corpus.Utterance;
import attune.decoding.Transcript;
import attune.decoding.Word;
import attune.evaluation.Bootstrap;
import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.JointComparison;
import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import attune.evaluation.Reliability;
import attune.evaluation.ReliabilityDifference;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.progress.Progress;
import attune.results.ClipResult;
import attune.seed.RunSeed;
import attune.shards.JoinedParts;
import attune.shards.ShardedWork;
import attune.speech.ClipGroups;
import attune.speech.DecodingOptions;
import attune.speech.HeldOutClips;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.learning.Probe;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import attune.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

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
     */
    public record Request(
            List<Path> models,
            List<Path> hypotheses,
            List<Path> tests,
            DecodingOptions decoding,
            RunSeed seed,
            boolean confidence) {

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
            this(models, hypotheses, tests, decoding, seed, false);
        }

        /**
         * The same request, with word confidences.
         *
         * @return another request
         */
        public Request withConfidence() {
            return new Request(models, hypotheses, tests, decoding, seed, true);
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
        return rows(
                HeldOutClips.read(request.tests(), progress), (i, model) -> transcriber(model)::transcribe, progress);
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
        List<Utterance> utterances = HeldOutClips.read(request.tests(), progress);
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
        List<Utterance> utterances = HeldOutClips.read(request.tests(), progress);
        List<HeardByModels> heard = new ArrayList<>();
        work(utterances).read(parts, (item, clip, part) -> heard.add(clip));
        return rows(
                utterances,
                (i, model) -> (clips, results) ->
                        heard.forEach(clip -> results.accept(clip.models.get(i).heard())),
                progress);
    }

    /** What each model heard in a clip. */
    private record HeardByModels(List<KeptClip> models) {}

    private ShardedWork<HeardByModels> work(List<Utterance> utterances) throws IOException {
        return ClipWork.of(
                "evaluate", utterances, request.models(), request.decoding().identity(), HeardByModels.class);
    }

    /** How the model at an index hears. */
    private interface Listeners {
        HeldOutClips.Listener of(int index, SpeechModel model) throws IOException;
    }

    private Transcriber transcriber(SpeechModel model) throws IOException {
        return new Transcriber(model, request.decoding().decoder(model));
    }

    private List<Evaluated> rows(List<Utterance> utterances, Listeners listeners, Progress progress)
            throws IOException {
        ScoredHypotheses others = new ScoredHypotheses(utterances);
        // Before the models, which take longer, so that a wrong line is reported at once.
        List<List<MeasuredClip>> heard = request.hypotheses().stream()
                .map(file -> others.of(file, TextNormalizer.ENGLISH_BASIC))
                .toList();
        List<JudgedWords> othersWords = request.confidence()
                ? request.hypotheses().stream()
                        .map(file -> others.judged(file, TextNormalizer.ENGLISH_BASIC))
                        .toList()
                : List.of();
        List<Evaluated> rows = new ArrayList<>();
        List<JudgedWords> words = new ArrayList<>();
        for (int i = 0; i < request.models().size(); i++) {
            List<MeasuredClip> measured = new ArrayList<>();
            List<List<JudgedWord>> judged = new ArrayList<>();
            SpeechModel model = open(i, utterances.size(), progress);
            warnOfUnwritable(request.models().get(i), model.format(), utterances, progress);
            Optional<JointComparison> forgotten = forgotten(request.models().get(i), model);
            HeldOutClips.score(listeners.of(i, model), model.format(), utterances, progress, (clip, transcript) -> {
                measured.add(MeasuredClip.of(clip, transcript));
                judged.add(judge(clip, transcript));
            });
            rows.add(row(request.models().get(i), utterances, measured, rows).onProbe(forgotten));
            words.add(new JudgedWords(judged));
        }
        for (int i = 0; i < heard.size(); i++) {
            rows.add(row(request.hypotheses().get(i), utterances, heard.get(i), rows));
        }
        words.addAll(othersWords);
        return request.confidence() ? withConfidences(rows, words) : rows;
    }

    /** What a model has forgotten of the domain that its bundle has a probe of; the probe's own model nothing. */
    private static Optional<JointComparison> forgotten(Path path, SpeechModel model) {
        List<ProvenanceStep> steps = model.metadata().provenance();
        boolean own = steps.isEmpty() || steps.get(steps.size() - 1).what().equals(AddProbe.STEP);
        return own
                ? Optional.empty()
                : Probe.in(model, path.toString()).map(probe -> probe.compare(model.network(), model.format()));
    }

    private List<Evaluated> withConfidences(List<Evaluated> rows, List<JudgedWords> words) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get(i)
                        .with(new Evaluated.Confidences(
                                Reliability.of(words.get(i), bootstrap),
                                i == 0
                                        ? Optional.empty()
                                        : Optional.of(
                                                ReliabilityDifference.of(words.get(0), words.get(i), bootstrap)))))
                .toList();
    }

    private static List<JudgedWord> judge(ScoredClip clip, Transcript heard) {
        return JudgedWords.judge(
                clip.reference(),
                heard.words().stream().map(Word::text).toList(),
                heard.words().stream().map(Word::confidence).toList());
    }

    private Evaluated row(Path measured, List<Utterance> utterances, List<MeasuredClip> clips, List<Evaluated> before) {
        Evaluation evaluation =
                Evaluation.of(clips.stream().map(MeasuredClip::scored).toList(), bootstrap);
        Optional<Comparison> comparison = before.isEmpty()
                ? Optional.empty()
                : Optional.of(Comparison.of(before.get(0).evaluation(), evaluation, bootstrap));
        List<ClipResult> perClip = IntStream.range(0, clips.size())
                .mapToObj(i -> clips.get(i).result(utterances.get(i)))
                .toList();
        return new Evaluated(measured, evaluation, comparison, Optional.empty(), Optional.empty(), perClip);
    }

    private SpeechModel open(int index, int clips, Progress progress) throws IOException {
        Path path = request.models().get(index);
        SpeechModel model = SpeechModel.open(path);
        TorchDevice.tell(model.network(), progress);
        progress.begin(path.getFileName() + ": transcribing", clips);
        return model;
    }

    /** What a model cannot write is an error whatever it hears. */
    private static void warnOfUnwritable(
            Path path, SpeechFormat format, List<Utterance> utterances, Progress progress) {
        Alphabet alphabet = format.alphabet();
        List<String> unwritable = utterances.stream()
                .map(one -> HeldOutClips.reference(one, format.textNormalizer()))
                .filter(text -> !alphabet.unknown(text).isEmpty())
                .toList();
        if (!unwritable.isEmpty()) {
            progress.warn(path.getFileName() + " cannot write " + Alphabet.describe(alphabet.unknown(unwritable))
                    + ", in " + unwritable.size() + " of " + utterances.size()
                    + " transcripts: these count as errors");
        }
    }
}
