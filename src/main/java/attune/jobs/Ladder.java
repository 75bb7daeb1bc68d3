package attune.jobs;

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
import attune.seed.RunSeed;
import attune.speech.DecodingOptions;
import attune.speech.DecodingSettings;
import attune.speech.FeatureStore;
import attune.speech.LanguageDecoding;
import attune.speech.LanguageTuner;
import attune.speech.SpeechModel;
import attune.speech.Transcriber;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What each way to better transcripts brings on the same held-out clips, the cheapest first: hot words, a language model,
 * adaptation, and adaptation with a language model. Each rung is one way; only the last is two. It is compared with the
 * rung below.
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
     * @param decoding the language model's file, where absent the adapted bundle's own is used; hot words; the beam's
     *     width
     * @param tests manifests with transcripts
     * @param dev manifests to tune each rung's decoding on; where empty, the adapted bundle's settings, or the usual ones
     * @param seed of the bootstrap
     */
    public record Request(
            Path source, Path adapted, DecodingOptions decoding, List<Path> tests, List<Path> dev, RunSeed seed) {

        /** Refuses greedy decoding, which has but two rungs. */
        public Request {
            if (decoding.greedy()) {
                throw new UserFault("--greedy", "leaves no ladder", "leave it out");
            }
        }
    }

    /**
     * One rung.
     *
     * @param name what is measured
     * @param evaluation with reference and hypothesis normalised
     * @param raw with both as they are written
     * @param below comparison with the rung below; absent for the first
     * @param settings how the language model was used, where one was
     */
    public record Rung(
            String name,
            Evaluation evaluation,
            Evaluation raw,
            Optional<Comparison> below,
            Optional<DecodingSettings> settings) {}

    /**
     * The ladder.
     *
     * @param rungs from the cheapest up
     * @param normalizer the text normaliser's name
     */
    public record Result(List<Rung> rungs, String normalizer) {}

    /**
     * A job.
     *
     * @param request what to measure
     * @param features where features are kept
     */
    public Ladder(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
        this.bootstrap = Bootstrap.usual(request.seed());
    }

    /**
     * Does it.
     *
     * @param progress hears of every clip
     * @return the rungs that what was given allows
     * @throws UserFault if anything given is wrong; a clip that cannot be read counts as that
     * @throws IOException if a file cannot be read
     */
    public Result run(Progress progress) throws IOException {
        List<Utterance> test = TrainAndDev.read(request.tests());
        SpeechModel source = SpeechModel.open(request.source());
        SpeechModel adapted = SpeechModel.open(request.adapted());
        if (!source.format().normalizer().equals(adapted.format().normalizer())) {
            throw new UserFault(
                    request.adapted().toString(),
                    "its text normaliser is " + adapted.format().normalizer() + ", the source's is "
                            + source.format().normalizer(),
                    "compare models with the same normaliser");
        }
        List<Rung> rungs = new ArrayList<>();
        for (Step step : steps(source, adapted, progress)) {
            rungs.add(measure(step, test, rungs, progress));
        }
        return new Result(rungs, source.format().normalizer());
    }

    /** A rung before it is measured. */
    private record Step(
            String name, SpeechModel model, DecodingOptions decoding, Optional<DecodingSettings> settings) {}

    private List<Step> steps(SpeechModel source, SpeechModel adapted, Progress progress) throws IOException {
        Optional<NgramModel> language = request.decoding().languageModel().isPresent()
                ? Optional.of(
                        LanguageModels.open(request.decoding().languageModel().get()))
                : adapted.language().map(LanguageDecoding::model);
        List<Step> steps = new ArrayList<>();
        steps.add(new Step("source", source, DecodingOptions.GREEDY, Optional.empty()));
        if (request.decoding().hotWords().isPresent()) {
            steps.add(new Step("source + hot words", source.bare(), hotWords(), Optional.empty()));
        }
        if (language.isPresent()) {
            steps.add(withLanguage("source + language model", source, language.get(), adapted, progress));
        }
        steps.add(new Step("adapted", adapted, DecodingOptions.GREEDY, Optional.empty()));
        if (language.isPresent()) {
            steps.add(withLanguage("adapted + language model", adapted, language.get(), adapted, progress));
        }
        return steps;
    }

    private DecodingOptions hotWords() {
        DecodingOptions given = request.decoding();
        return new DecodingOptions(false, Optional.empty(), given.hotWords(), given.width(), 1);
    }

    private DecodingOptions width() {
        OptionalInt width = request.decoding().width();
        return new DecodingOptions(false, Optional.empty(), Optional.empty(), width, 1);
    }

    private Step withLanguage(
            String name, SpeechModel model, NgramModel language, SpeechModel adapted, Progress progress)
            throws IOException {
        LanguageDecoding decoding = request.dev().isEmpty()
                ? new LanguageDecoding(
                        language,
                        adapted.language().map(LanguageDecoding::settings).orElse(DecodingSettings.DEFAULT))
                : new LanguageTuner(
                                model.format(),
                                language,
                                LmTune.hear(model, request.dev(), features, progress),
                                progress)
                        .tune()
                        .language();
        return new Step(name, model.with(decoding, Optional.empty()), width(), Optional.of(decoding.settings()));
    }

    private Rung measure(Step step, List<Utterance> test, List<Rung> below, Progress progress) throws IOException {
        progress.begin(step.name + ": transcribing", test.size());
        Transcriber transcriber = new Transcriber(step.model, step.decoding.decoder(step.model));
        List<ScoredClip> normalised = new ArrayList<>();
        List<ScoredClip> raw = new ArrayList<>();
        List<Clip> clips = test.stream().map(Utterance::clip).toList();
        transcriber.transcribe(clips, heard -> {
            Utterance utterance = test.get(normalised.size());
            normalised.add(Evaluate.score(utterance, heard, step.model));
            raw.add(ScoredClip.score(utterance.id(), utterance.requireText(), heard.text()));
            progress.at(normalised.size(), "");
        });
        Evaluation evaluation = Evaluation.of(normalised, bootstrap);
        Optional<Comparison> comparison = below.isEmpty()
                ? Optional.empty()
                : Optional.of(Comparison.of(below.get(below.size() - 1).evaluation(), evaluation, bootstrap));
        return new Rung(step.name, evaluation, Evaluation.of(raw, bootstrap), comparison, step.settings);
    }
}
