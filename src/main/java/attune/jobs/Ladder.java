package attune.jobs;

import static attune.fault.Parameter.named;

import attune.corpus.Clip;
import attune.corpus.SkipBad;
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
import attune.speech.SpeechFormat;
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
     * @param skip how many test clips that cannot be used may be left out; empty if none may
     */
    public record Request(
            Path source,
            Path adapted,
            DecodingOptions decoding,
            List<Path> tests,
            List<Path> dev,
            RunSeed seed,
            Optional<SkipBad> skip) {

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
     * @param leftOut what is wrong with test clips that could not be used, with their place
     */
    public record Result(List<Rung> rungs, String normalizer, List<String> leftOut) {

        /**
         * Only the numbers.
         *
         * @return for a table or for JSON
         */
        public LadderResult summary() {
            return new LadderResult(
                    normalizer, rungs.stream().map(Rung::summary).toList(), leftOut);
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
        TestClips test = TestClips.read(request.tests(), request.skip(), progress);
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
        List<Listened> listened = new ArrayList<>();
        listened.addAll(listen("source", source, sourceSteps(source, adapted, language, progress), test, progress));
        listened.addAll(listen("adapted", adapted, adaptedSteps(adapted, language, progress), test, progress));
        List<String> leftOut = test.leaveOut(progress);
        return new Result(rungs(listened, test), source.format().normalizer(), leftOut);
    }

    /** A rung before it is measured. */
    private record Step(String name, SpeechDecoder decoder, Optional<DecodingSettings> settings) {}

    /** A rung once all clips have been heard. */
    private record Listened(Step step, SpeechFormat format, List<Heard> heard) {}

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

    /** Has all rungs of one model hear the clips, running its network once. */
    private static List<Listened> listen(
            String name, SpeechModel model, List<Step> steps, TestClips test, Progress progress) {
        progress.begin(name + ": transcribing", test.all().size());
        List<Listened> listened = steps.stream()
                .map(step -> new Listened(step, model.format(), new ArrayList<>()))
                .toList();
        List<SpeechDecoder> decoders = steps.stream().map(Step::decoder).toList();
        List<Clip> clips = test.all().stream().map(Utterance::clip).toList();
        new Transcriber(model, decoders.get(0)).transcribe(clips, decoders, heard -> {
            for (int i = 0; i < steps.size(); i++) {
                listened.get(i).heard.add(heard.get(i));
            }
            progress.at(listened.get(0).heard.size(), "");
        });
        listened.forEach(rung -> test.heard(rung.heard));
        return listened;
    }

    private List<Rung> rungs(List<Listened> listened, TestClips test) {
        List<Utterance> clips = test.usable(test.all());
        List<Rung> rungs = new ArrayList<>();
        for (Listened one : listened) {
            List<Heard> heard = test.usable(one.heard);
            List<ScoredClip> normalised = new ArrayList<>();
            List<ScoredClip> raw = new ArrayList<>();
            for (int i = 0; i < clips.size(); i++) {
                Utterance clip = clips.get(i);
                normalised.add(HeldOutClips.score(clip, heard.get(i), one.format));
                raw.add(ScoredClip.score(
                        clip.id(), clip.requireText(), heard.get(i).text()));
            }
            Evaluation evaluation = Evaluation.of(normalised, bootstrap);
            Optional<Comparison> comparison = rungs.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Comparison.of(rungs.get(rungs.size() - 1).evaluation(), evaluation, bootstrap));
            rungs.add(
                    new Rung(one.step.name, evaluation, Evaluation.of(raw, bootstrap), comparison, one.step.settings));
        }
        return rungs;
    }
}
