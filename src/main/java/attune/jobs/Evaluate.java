package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
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
import attune.results.Difference;
import attune.results.EvaluationResult;
import attune.results.ReliabilityResult;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.HeldOutClips;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.Probe;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import attune.torch.TorchDevice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
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
    public List<Row> run(Progress progress) throws IOException {
        List<Utterance> utterances = HeldOutClips.read(request.tests(), progress);
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
        List<Row> rows = new ArrayList<>();
        List<JudgedWords> words = new ArrayList<>();
        for (Path model : request.models()) {
            List<MeasuredClip> measured = new ArrayList<>();
            List<List<JudgedWord>> judged = new ArrayList<>();
            SpeechModel opened = SpeechModel.open(model);
            Optional<JointComparison> forgotten = forgotten(model, opened);
            transcribe(model, opened, utterances, progress, (clip, transcript) -> {
                measured.add(MeasuredClip.of(clip, transcript));
                judged.add(judge(clip, transcript));
            });
            rows.add(row(model, utterances, measured, rows).onProbe(forgotten));
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

    private List<Row> withConfidences(List<Row> rows, List<JudgedWords> words) {
        return IntStream.range(0, rows.size())
                .mapToObj(i -> rows.get(i)
                        .with(new Confidences(
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

    private Row row(Path measured, List<Utterance> utterances, List<MeasuredClip> clips, List<Row> before) {
        Evaluation evaluation =
                Evaluation.of(clips.stream().map(MeasuredClip::scored).toList(), bootstrap);
        Optional<Comparison> comparison = before.isEmpty()
                ? Optional.empty()
                : Optional.of(Comparison.of(before.get(0).evaluation(), evaluation, bootstrap));
        List<ClipResult> perClip = IntStream.range(0, clips.size())
                .mapToObj(i -> clips.get(i).result(utterances.get(i)))
                .toList();
        return new Row(measured, evaluation, comparison, Optional.empty(), Optional.empty(), perClip);
    }

    private void transcribe(
            Path path,
            SpeechModel model,
            List<Utterance> utterances,
            Progress progress,
            BiConsumer<ScoredClip, Transcript> each)
            throws IOException {
        TorchDevice.tell(model.network(), progress);
        SpeechDecoder decoder = request.decoding().decoder(model);
        warnOfUnwritable(path, model.format(), utterances, progress);
        progress.begin(path.getFileName() + ": transcribing", utterances.size());
        HeldOutClips.score(model, decoder, utterances, progress, each);
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

    /**
     * One recogniser's result.
     *
     * @param model the bundle, or the file of hypotheses
     * @param evaluation error rates with their interval
     * @param comparison with the first; absent for the first
     * @param forgotten an adapted model beside its source on the probe in its bundle, both decoded greedily; absent
     *     where there is none
     * @param confidences of its words; absent unless requested
     * @param perClip every clip, in the order of the manifest
     */
    public record Row(
            Path model,
            Evaluation evaluation,
            Optional<Comparison> comparison,
            Optional<JointComparison> forgotten,
            Optional<Confidences> confidences,
            List<ClipResult> perClip) {
        private Row onProbe(Optional<JointComparison> compared) {
            return new Row(model, evaluation, comparison, compared, confidences, perClip);
        }

        private Row with(Confidences measured) {
            return new Row(model, evaluation, comparison, forgotten, Optional.of(measured), perClip);
        }

        /**
         * Only the numbers.
         *
         * @return for a table or for JSON
         */
        public EvaluationResult summary() {
            return EvaluationResult.of(
                    model.toString(),
                    evaluation,
                    comparison.map(Difference.OfWords::of).orElse(null),
                    forgotten.orElse(null),
                    confidences.map(Confidences::summary).orElse(null),
                    perClip);
        }
    }

    /**
     * The reliability of one recogniser's confidences.
     *
     * @param reliability their calibration
     * @param againstFirst difference from the first's; absent for the first
     */
    public record Confidences(Reliability reliability, Optional<ReliabilityDifference> againstFirst) {
        ReliabilityResult summary() {
            return ReliabilityResult.of(reliability, againstFirst.orElse(null));
        }
    }
}
