package attune.jobs;

import static attune.fault.Parameter.named;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.evaluation.Bootstrap;
import attune.evaluation.Comparison;
import attune.evaluation.Evaluation;
import attune.evaluation.ScoredClip;
import attune.fault.UserFault;
import attune.lm.LanguageModels;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.results.Difference;
import attune.results.LadderResult;
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.DecodingSettings;
import attune.speech.Heard;
import attune.speech.HeldOutClips;
import attune.speech.LanguageDecoding;
import attune.speech.SpeechDecoder;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import attune.speech.language.HeardClip;
import attune.speech.language.LanguageTuner;
import attune.speech.store.FeatureStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gain of each method of improving transcripts on the same held-out clips, the cheapest first: hot words, a
 * language model, adaptation, and adaptation with a language model. Each rung is one method, only the last combines
 * two, and each is compared with the rung below. Each network runs once over the test clips, for any number of rungs.
 */
public final class Ladder {
    private final Request request;
    private final FeatureStore features;
    private final Bootstrap bootstrap;

    /**
     * What to measure.
     *
     * @param source the source bundle
     * @param adapted the adapted bundle
     * @param decoding the language model's file, by default the adapted bundle's own; hot words; the beam width
     * @param tests manifests with transcripts
     * @param dev manifests to tune each rung's decoding on; if empty, the adapted bundle's settings or the defaults are
     *     used
     * @param seed of the bootstrap
     */
    public record Request(
            Path source, Path adapted, DecodingOptions decoding, List<Path> tests, List<Path> dev, RunSeed seed) {

        /** Refuses greedy decoding, which has only two rungs. */
        public Request {
            if (decoding.greedy()) {
                throw new UserFault(named("greedy"), "does not leave a ladder", "leave it out");
            }
        }
    }

    /**
     * One rung.
     *
     * @param name of what is measured
     * @param evaluation with reference and hypothesis normalised
     * @param raw without normalisation
     * @param below comparison with the rung below; absent for the first
     * @param settings of the language model, if one was used
     */
    public record Rung(
            String name,
            Evaluation evaluation,
            Evaluation raw,
            Optional<Comparison> below,
            Optional<DecodingSettings> settings) {

        private LadderResult.Rung summary() {
            return LadderResult.Rung.of(name, evaluation, raw, below.map(Difference.OfWords::of), settings);
        }
    }

    /**
     * The ladder.
     *
     * @param rungs the cheapest first
     * @param normalizer the text normaliser's name
     */
    public record Result(List<Rung> rungs, String normalizer) {

        /**
         * Only the numbers.
         *
         * @return for a table or for JSON
         */
        public LadderResult summary() {
            return new LadderResult(
                    normalizer, rungs.stream().map(Rung::summary).toList());
        }
    }

    /**
     * A job.
     *
     * @param request what to measure
     * @param features cache of features
     */
    public Ladder(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
        this.bootstrap = Bootstrap.usual(request.seed());
    }

    /**
     * Measures all rungs.
     *
     * @param progress notified of every clip
     * @return the rungs that the request allows
     * @throws UserFault if anything given is wrong; this includes an unreadable clip
     * @throws IOException if a file cannot be read
     */
    public Result run(Progress progress) throws IOException {
        List<Utterance> test = HeldOutClips.read(request.tests(), progress);
        SpeechModel source = SpeechModel.open(request.source());
        SpeechModel adapted = SpeechModel.open(request.adapted());
        if (!source.format().normalizer().equals(adapted.format().normalizer())) {
            throw new UserFault(
                    request.adapted().toString(),
                    "its text normaliser is " + adapted.format().normalizer() + ", the source's is "
                            + source.format().normalizer(),
                    "compare models with the same normaliser");
        }
        Optional<NgramModel> language = language(adapted);
        List<Measured> measured = new ArrayList<>();
        measured.addAll(measure("source", source, sourceSteps(source, adapted, language, progress), test, progress));
        measured.addAll(measure("adapted", adapted, adaptedSteps(adapted, language, progress), test, progress));
        return new Result(rungs(measured), source.format().normalizer());
    }

    /** A rung before it is measured. */
    private record Step(String name, SpeechDecoder decoder, Optional<DecodingSettings> settings) {}

    /** A rung before it is compared. */
    private record Measured(Step step, Evaluation evaluation, Evaluation raw) {}

    private Optional<NgramModel> language(SpeechModel adapted) throws IOException {
        return request.decoding().languageModel().isPresent()
                ? Optional.of(
                        LanguageModels.open(request.decoding().languageModel().get()))
                : adapted.language().map(LanguageDecoding::model);
    }

    private List<Step> sourceSteps(
            SpeechModel source, SpeechModel adapted, Optional<NgramModel> language, Progress progress)
            throws IOException {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("source", DecodingOptions.GREEDY.decoder(source), Optional.empty()));
        if (request.decoding().hotWords().isPresent()) {
            steps.add(new Step("source + hot words", hotWords().decoder(source.bare()), Optional.empty()));
        }
        if (language.isPresent()) {
            steps.add(withLanguage("source + language model", source, language.get(), adapted, progress));
        }
        return steps;
    }

    private List<Step> adaptedSteps(SpeechModel adapted, Optional<NgramModel> language, Progress progress)
            throws IOException {
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("adapted", DecodingOptions.GREEDY.decoder(adapted), Optional.empty()));
        if (language.isPresent()) {
            steps.add(withLanguage("adapted + language model", adapted, language.get(), adapted, progress));
        }
        return steps;
    }

    private DecodingOptions hotWords() {
        DecodingOptions given = request.decoding();
        return new DecodingOptions(false, Optional.empty(), given.hotWords(), given.width(), 1);
    }

    private Step withLanguage(
            String name, SpeechModel model, NgramModel language, SpeechModel adapted, Progress progress)
            throws IOException {
        if (request.dev().isEmpty()) {
            DecodingSettings settings =
                    width(adapted.language().map(LanguageDecoding::settings).orElse(DecodingSettings.DEFAULT));
            SpeechModel with = model.with(new LanguageDecoding(language, settings), Optional.empty());
            return new Step(name, DecodingOptions.USUAL.decoder(with), Optional.of(settings));
        }
        LanguageTuner tuner = new LanguageTuner(
                model.format(), language, HeardClip.of(model, request.dev(), features, progress), progress);
        DecodingSettings settings = width(tuner.tune().language().settings());
        return new Step(name, tuner.decoder(settings), Optional.of(settings));
    }

    private DecodingSettings width(DecodingSettings settings) {
        OptionalInt width = request.decoding().width();
        return width.isPresent() ? settings.withWidth(width.getAsInt()) : settings;
    }

    /** Measures all rungs of one model, running its network once. */
    private List<Measured> measure(
            String name, SpeechModel model, List<Step> steps, List<Utterance> test, Progress progress) {
        progress.begin(name + ": transcribing", test.size());
        List<Scores> scores = steps.stream().map(Scores::new).toList();
        List<SpeechDecoder> decoders = steps.stream().map(Step::decoder).toList();
        List<Clip> clips = test.stream().map(Utterance::clip).toList();
        AtomicInteger done = new AtomicInteger();
        new Transcriber(model, decoders.get(0)).transcribe(clips, decoders, heard -> {
            Utterance utterance = test.get(done.getAndIncrement());
            for (int i = 0; i < steps.size(); i++) {
                scores.get(i).add(utterance, heard.get(i), model);
            }
            progress.at(done.get(), "");
        });
        return scores.stream().map(of -> of.measured(bootstrap)).toList();
    }

    /** The clips of one rung. */
    private static final class Scores {
        private final Step step;
        private final List<ScoredClip> normalised = new ArrayList<>();
        private final List<ScoredClip> raw = new ArrayList<>();

        Scores(Step step) {
            this.step = step;
        }

        void add(Utterance utterance, Heard heard, SpeechModel model) {
            normalised.add(HeldOutClips.score(utterance, heard, model.format()));
            raw.add(ScoredClip.score(utterance.id(), utterance.requireText(), heard.text()));
        }

        Measured measured(Bootstrap bootstrap) {
            return new Measured(step, Evaluation.of(normalised, bootstrap), Evaluation.of(raw, bootstrap));
        }
    }

    private List<Rung> rungs(List<Measured> measured) {
        List<Rung> rungs = new ArrayList<>();
        for (Measured one : measured) {
            Optional<Comparison> comparison = rungs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Comparison.of(rungs.get(rungs.size() - 1).evaluation(), one.evaluation, bootstrap));
            rungs.add(new Rung(one.step.name, one.evaluation, one.raw, comparison, one.step.settings));
        }
        return rungs;
    }
}
