package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.NewOutput;
import attune.speech.store.FeatureStore;
import attune.surgery.Surgery;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

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
     * @param settings how to train, given what {@link AdaptDefaults} has for this model and so much speech
     * @param trunkCache whether a frozen trunk runs once for each clip, and with augmentation for each of a few fixed
     *     draws, instead of in every epoch
     * @param language which language model the adapted model gets
     * @param command for the model's provenance
     */
    public record Request(
            Path model,
            List<Path> train,
            List<Path> dev,
            Path out,
            Operation operation,
            UnaryOperator<TrainingSettings> settings,
            boolean trunkCache,
            LanguageTexts language,
            String command) {

        /**
         * A request with the trunk cache on; the source's language model stays, if it has one.
         *
         * @param model the source bundle
         * @param train manifests to learn from
         * @param dev manifests to choose the best epoch by; where empty, a tenth of train is set aside
         * @param out the run directory
         * @param operation what to do to the network
         * @param settings how to train, given what {@link AdaptDefaults} has for this model and so much speech
         * @param command for the model's provenance
         */
        public Request(
                Path model,
                List<Path> train,
                List<Path> dev,
                Path out,
                Operation operation,
                UnaryOperator<TrainingSettings> settings,
                String command) {
            this(model, train, dev, out, operation, settings, true, LanguageTexts.OF_SOURCE, command);
        }
    }

    /**
     * What came out.
     *
     * @param bundle the adapted model
     * @param layers the layer table of the operated model
     * @param outcome of the training
     * @param language its language model, where it has one
     */
    public record Result(Path bundle, String layers, Trainer.Outcome outcome, Optional<AdaptedLanguage> language) {}

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
     * Does it. Whether dev clips are learnt from as well is not looked at here: see {@link HeldOut}.
     *
     * @param ifPresent what to do with a run that is there already
     * @param progress hears of it; the layer table comes as a note before training
     * @return the adapted model and how it got there
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public Result run(RunFolder ifPresent, Progress progress) throws IOException {
        RunDirectory.check(request.out(), ifPresent);
        SpeechModel source = SpeechModel.open(request.model());
        Split split =
                TrainAndDev.read(request.train(), request.dev(), source.format().textNormalizer());
        List<Utterance> train = split.train();
        request.language().check();
        AdaptPlan asked = plan(source, split);
        if (ifPresent != RunFolder.RESUME) { // then the run's own plan says what the model writes
            TrainAndDev.check(split, asked.format(source));
        }
        // Operate once before the folder is touched, so that a plan that cannot be carried out leaves nothing behind.
        OperatedModel fresh = asked.operate(source);
        AdaptPlan wanted = request.trunkCache() ? asked.withTrunkCache(source, fresh) : asked;
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, inputs(split, wanted))) {
            AdaptPlan plan =
                    ifPresent == RunFolder.RESUME ? resumed(run.readPlan(AdaptPlan.class), wanted, progress) : wanted;
            SpeechFormat format = plan.format(source);
            if (ifPresent == RunFolder.RESUME) {
                TrainAndDev.check(split, format);
            }
            OperatedModel operated = plan.equals(wanted) ? fresh : plan.operate(source);
            String layers = plan.text(operated);
            progress.note(layers + AdaptDefaults.text(plan.settings(), source, train));
            operated.lossOfStreaming().ifPresent(progress::warn);
            SpeechMaterial material = SpeechMaterial.of(format, plan.settings(), split, features, progress);
            RunTraining training = new RunTraining(run, material);
            Optional<AdaptedLanguage.Untuned> untuned =
                    AdaptedLanguage.untuned(plan.language(), source, format, split, progress);
            // Written only now that all audio and texts have been read: a bad one leaves no run behind.
            run.writePlan(plan);
            AtomicFile.writeText(run.file("layers.txt"), layers);
            StagedTraining stages = new StagedTraining(
                    run.checkpoints(),
                    new StagedTraining.Course(
                            plan.surgery().trainScope(), plan.settings().schedule(), plan.rates(), plan.trunk()),
                    training,
                    () -> plan.operateHead(source).network());
            Trainer.Outcome outcome =
                    stages.train(operated.network(), operated.table().rateFactors(), progress);
            training.conclude(outcome);
            Path bundle = run.file("adapted.attune");
            Optional<AdaptedLanguage> language = untuned.map(
                    found -> AdaptedLanguage.tuned(found, operated.network(), format, material.dev(), progress));
            SpeechModel adapted = adapted(source, plan, operated, train, results(plan, outcome, language));
            language.map(found -> adapted.with(found.tuned().language(), Optional.empty()))
                    .orElse(adapted)
                    .write(bundle);
            return new Result(bundle, layers, outcome, language);
        }
    }

    private List<Path> inputs(Split split, AdaptPlan wanted) {
        return TrainAndDev.files(
                split,
                List.of(
                        List.of(request.model()),
                        request.train(),
                        request.dev(),
                        request.operation().output().files(),
                        wanted.settings().augment().files(),
                        request.language().files()));
    }

    private AdaptPlan plan(SpeechModel source, Split split) throws IOException {
        TrainingSettings settings = request.settings().apply(AdaptDefaults.of(source, split.train()));
        Operation operation = request.operation();
        NewOutput output = operation.output().resolve(source.format(), split.train());
        return new AdaptPlan(
                request.model().toString(),
                SourceDigest.of(request.model()),
                TrainAndDev.names(request.train()),
                TrainAndDev.names(request.dev()),
                TrainAndDev.digest(split),
                StagedTraining.settled(operation.plan(source, output.alphabet()), settings.epochs()),
                output,
                operation.cut().rates(),
                settings,
                TrunkUse.NONE,
                request.language(),
                ComputedOn.here());
    }

    /** The plan of the run that is there; only what it started from and learns from must be what was given again. */
    private AdaptPlan resumed(AdaptPlan started, AdaptPlan wanted, Progress progress) {
        SourceDigest.requireSame(request.out(), "run", started.modelSha256(), wanted.modelSha256());
        RunDirectory.requireSameData(request.out(), "--train", started.train(), wanted.train());
        RunDirectory.requireSameData(request.out(), "--dev", started.dev(), wanted.dev());
        RunDirectory.requireSameContents(
                request.out(), TrainAndDev.CONTENTS, started.speechSha256(), wanted.speechSha256());
        RunDirectory.warnUnless(started.sameWork(wanted), request.out(), progress);
        started.computedOn().warnIfElsewhere(wanted.computedOn(), progress);
        return started;
    }

    private static Map<String, String> results(
            AdaptPlan plan, Trainer.Outcome outcome, Optional<AdaptedLanguage> language) {
        Map<String, String> results = new TreeMap<>(Map.of(
                "surgery", plan.surgery().text(),
                "augmentation", plan.settings().augment().json(),
                "best epoch", Integer.toString(outcome.bestEpoch()),
                "dev score", String.format(Locale.ROOT, "%.4f", outcome.bestScore())));
        language.map(AdaptedLanguage::results).ifPresent(results::putAll);
        return results;
    }

    private SpeechModel adapted(
            SpeechModel source,
            AdaptPlan plan,
            OperatedModel operated,
            List<Utterance> train,
            Map<String, String> results) {
        List<ProvenanceStep> provenance = new ArrayList<>(source.metadata().provenance());
        provenance.add(new ProvenanceStep(
                "adapt",
                Instant.now(),
                request.command(),
                SpeechMaterial.conditions(train, plan.settings(), operated.network()),
                plan.modelSha256(),
                results));
        return SpeechModel.of(
                Surgery.thaw(operated.network()),
                plan.format(source),
                source.metadata().licence(),
                provenance);
    }
}
