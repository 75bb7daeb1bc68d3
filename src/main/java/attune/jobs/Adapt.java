package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.Digest;
import attune.lm.NgramModel;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.Example;
import attune.speech.FeatureStore;
import attune.speech.HeardClip;
import attune.speech.LanguageTuner;
import attune.speech.SpeechModel;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.DoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Adapts a source model to a domain: operates on it, trains it on the domain's speech and writes the best epoch as
 * {@code adapted.attune} into the run directory.
 */
public final class Adapt {
    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param model the source bundle
     * @param train manifests to learn from
     * @param dev manifests to choose the best epoch by; where empty, a tenth of train is set aside
     * @param out the run directory
     * @param operation what to do to the network
     * @param settings how to train, given the hours of training speech; {@link AdaptDefaults} has good ones
     * @param trunkCache whether a frozen trunk runs once for each clip, and with augmentation for each of a few fixed
     *     draws, instead of in every epoch
     * @param language what to make a language model of
     * @param command for the model's provenance
     */
    public record Request(
            Path model,
            List<Path> train,
            List<Path> dev,
            Path out,
            Operation operation,
            DoubleFunction<TrainingSettings> settings,
            boolean trunkCache,
            LanguageTexts language,
            String command) {

        /**
         * A request with the trunk cache on and without a language model.
         *
         * @param model the source bundle
         * @param train manifests to learn from
         * @param dev manifests to choose the best epoch by; where empty, a tenth of train is set aside
         * @param out the run directory
         * @param operation what to do to the network
         * @param settings how to train, given the hours of training speech
         * @param command for the model's provenance
         */
        public Request(
                Path model,
                List<Path> train,
                List<Path> dev,
                Path out,
                Operation operation,
                DoubleFunction<TrainingSettings> settings,
                String command) {
            this(model, train, dev, out, operation, settings, true, LanguageTexts.NONE, command);
        }
    }

    /** The run's plan.json. */
    record Plan(
            String model,
            String modelSha256,
            List<String> train,
            List<String> dev,
            SurgeryPlan surgery,
            boolean copyOutputRows,
            TrainingSettings settings,
            TrunkUse trunk,
            @Nullable LanguageTexts language) {
        Plan {
            Objects.requireNonNull(trunk, "trunk is missing");
        }

        OperatedModel operate(SpeechModel source) {
            return OperatedModel.of(source, surgery, copyOutputRows, new RunSeed(settings.seed()));
        }

        Plan with(TrunkUse use) {
            return new Plan(model, modelSha256, train, dev, surgery, copyOutputRows, settings, use, language);
        }

        /** Plans of runs begun before adaptation knew language models have none. */
        LanguageTexts languageTexts() {
            return language == null ? LanguageTexts.NONE : language;
        }
    }

    /**
     * What came out.
     *
     * @param bundle the adapted model
     * @param layers the layer table of the operated model
     * @param outcome of the training
     * @param language how the language model was tuned, where one was wanted
     */
    public record Result(Path bundle, String layers, Trainer.Outcome outcome, Optional<LanguageTuner.Tuned> language) {}

    /**
     * A job that keeps the features of all clips in memory.
     *
     * @param request what to do
     */
    public Adapt(Request request) {
        this(request, new FeatureStore());
    }

    /**
     * A job.
     *
     * @param request what to do
     * @param features where features are kept
     */
    public Adapt(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with a run that is there already
     * @param progress hears of it; the layer table comes as a note before training
     * @return the adapted model and how it got there
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public Result run(RunFolder ifPresent, Progress progress) throws IOException {
        SpeechModel source = SpeechModel.open(request.model());
        Split split =
                TrainAndDev.read(request.train(), request.dev(), source.format().textNormalizer());
        TrainAndDev.check(split, source.format());
        List<Utterance> train = split.train();
        List<Utterance> dev = split.dev();
        request.language().check();
        Plan asked = plan(source, SpeechTraining.hours(train));
        // Operate once before the folder is touched, so that a plan that cannot be carried out leaves nothing behind.
        OperatedModel fresh = asked.operate(source);
        Plan wanted = request.trunkCache() ? asked.with(TrunkUse.of(fresh, asked.settings.augment())) : asked;
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent)) {
            Plan plan = ifPresent == RunFolder.RESUME ? resumed(run.readPlan(Plan.class), wanted) : wanted;
            OperatedModel operated = plan.equals(wanted) ? fresh : plan.operate(source);
            String layers = operated.text() + plan.trunk.text();
            progress.note(layers);
            List<Example> trainExamples = features.examples(train, source.format(), progress);
            List<Example> devExamples = features.examples(dev, source.format(), progress);
            // Written only now that all audio has been read: a bad clip found before training leaves no run behind.
            run.writePlan(plan);
            AtomicFile.writeText(run.file("layers.txt"), layers);
            Trainer.Outcome outcome = new SpeechTraining(run, source.format(), plan.settings)
                    .train(
                            operated.network(),
                            plan.trunk,
                            new SpeechTraining.Material(trainExamples, train, devExamples),
                            progress);
            Path bundle = run.file("adapted.attune");
            SpeechModel adapted = adapted(source, plan, operated, train, outcome);
            Optional<LanguageTuner.Tuned> language =
                    language(plan.languageTexts(), adapted, split, devExamples, progress);
            language.map(tuned -> adapted.with(tuned.language(), Optional.empty()))
                    .orElse(adapted)
                    .write(bundle);
            return new Result(bundle, layers, outcome, language);
        }
    }

    /** The language model, tuned to what the adapted network makes of the dev clips. */
    private static Optional<LanguageTuner.Tuned> language(
            LanguageTexts texts, SpeechModel adapted, Split split, List<Example> dev, Progress progress)
            throws IOException {
        if (!texts.wanted()) {
            return Optional.empty();
        }
        NgramModel model =
                texts.model(split.train(), split.dev(), adapted.format().textNormalizer(), progress);
        List<HeardClip> clips = HeardClip.of(adapted.network(), dev);
        return Optional.of(new LanguageTuner(adapted.format(), model, clips, progress).tune());
    }

    private Plan plan(SpeechModel source, double hours) throws IOException {
        return new Plan(
                request.model().toString(),
                Files.isRegularFile(request.model()) ? Digest.sha256(request.model()) : "folder",
                request.train().stream().map(Path::toString).toList(),
                request.dev().stream().map(Path::toString).toList(),
                request.operation().plan(source),
                request.operation().copyOutputRows(),
                request.settings().apply(hours),
                TrunkUse.NONE,
                request.language());
    }

    /** The plan of the run that is there; only what it started from and learns from must be what was given again. */
    private Plan resumed(Plan started, Plan wanted) {
        if (!started.modelSha256.equals(wanted.modelSha256)) {
            throw new UserFault(
                    request.out() + "/plan.json",
                    "this run started from another model (sha256 " + started.modelSha256 + ")",
                    "give that model, or start anew with --overwrite");
        }
        RunDirectory.requireSameSpeech(request.out(), "--train", started.train, wanted.train);
        RunDirectory.requireSameSpeech(request.out(), "--dev", started.dev, wanted.dev);
        return started;
    }

    private SpeechModel adapted(
            SpeechModel source, Plan plan, OperatedModel operated, List<Utterance> train, Trainer.Outcome outcome) {
        List<ProvenanceStep> provenance = new ArrayList<>(source.metadata().provenance());
        provenance.add(new ProvenanceStep(
                "adapt",
                Instant.now(),
                request.command(),
                SpeechTraining.conditions(train, plan.settings, operated.network()),
                plan.modelSha256.equals("folder") ? null : plan.modelSha256,
                Map.of(
                        "surgery", plan.surgery.text(),
                        "augmentation", plan.settings.augment().json(),
                        "best epoch", Integer.toString(outcome.bestEpoch()),
                        "dev score", String.format(Locale.ROOT, "%.4f", outcome.bestScore()))));
        return SpeechModel.of(
                Surgery.thaw(operated.network()),
                source.format(),
                source.metadata().licence(),
                provenance);
    }
}
