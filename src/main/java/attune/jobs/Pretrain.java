package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.features.LogMelFrontEnd;
import attune.features.Normalization;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.NetworkShape;
import attune.speech.store.FeatureStore;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains a new speech model from nothing but speech and its text: measures the corpus, builds a network, trains it and
 * writes it as {@code model.attune} into the run directory.
 */
public final class Pretrain {
    private static final TextNormalizer NORMALIZER = TextNormalizer.ENGLISH_BASIC;

    private final Request request;
    private final FeatureStore features;

    /**
     * What to do.
     *
     * @param train manifests to learn from
     * @param dev manifests to choose the best epoch by; where empty, a tenth of train is set aside
     * @param out the run directory
     * @param shape of the network
     * @param settings how to train
     * @param licence of the weights
     * @param command for the model's provenance
     */
    public record Request(
            List<Path> train,
            List<Path> dev,
            Path out,
            NetworkShape shape,
            TrainingSettings settings,
            String licence,
            String command) {}

    /** The run's plan.json: what the corpus measured to is in the format. */
    record Plan(
            List<String> train,
            List<String> dev,
            String speechSha256,
            NetworkShape shape,
            TrainingSettings settings,
            String licence,
            SpeechFormat format,
            ComputedOn computedOn) {
        Plan {
            Objects.requireNonNull(speechSha256, "speechSha256 is missing");
            Objects.requireNonNull(computedOn, "computedOn is missing");
        }
    }

    /**
     * A job that keeps the features of all clips in memory.
     *
     * @param request what to do
     */
    public Pretrain(Request request) {
        this(request, new FeatureStore());
    }

    /**
     * A job.
     *
     * @param request what to do
     * @param features where features are kept
     */
    public Pretrain(Request request, FeatureStore features) {
        this.request = request;
        this.features = features;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with a run that is there already
     * @param progress hears of it
     * @return the finished bundle
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public Path run(RunFolder ifPresent, Progress progress) throws IOException {
        RunDirectory.check(request.out(), ifPresent);
        Split split = TrainAndDev.read(request.train(), request.dev(), NORMALIZER);
        HeldOut.check(List.of(), request.dev(), request.train(), progress);
        List<Utterance> train = split.train();
        try (RunDirectory run = RunDirectory.open(
                request.out(),
                ifPresent,
                TrainAndDev.files(
                        split,
                        List.of(
                                request.train(),
                                request.dev(),
                                request.settings().augment().files())))) {
            Plan plan = ifPresent == RunFolder.RESUME
                    ? resumed(run.readPlan(Plan.class), split, progress)
                    : plan(split, progress);
            TrainAndDev.check(split, plan.format);
            ComputationGraph network = AcousticNetwork.create(
                    plan.format.frontEnd().coefficients(),
                    plan.shape,
                    plan.format.alphabet(),
                    new RunSeed(plan.settings.seed()));
            RunTraining training =
                    new RunTraining(run, SpeechMaterial.of(plan.format, plan.settings, split, features, progress));
            // Written only now that all audio has been read: a bad clip found before training leaves no run behind.
            run.writePlan(plan);
            Stage only = new Stage(
                    Stage.ONLY, network, plan.settings.schedule().plan(Map.of()), TrunkUse.NONE, run.checkpoints());
            Trainer.Outcome outcome = training.train(only, progress);
            training.conclude(outcome);
            Path bundle = run.file("model.attune");
            SpeechModel.of(network, plan.format, plan.licence, List.of(provenance(plan, network, train, outcome)))
                    .write(bundle);
            return bundle;
        }
    }

    private Plan resumed(Plan started, Split split, Progress progress) throws IOException {
        RunDirectory.requireSameData(request.out(), "--train", started.train, TrainAndDev.names(request.train()));
        RunDirectory.requireSameData(request.out(), "--dev", started.dev, TrainAndDev.names(request.dev()));
        RunDirectory.requireSameContents(
                request.out(), TrainAndDev.CONTENTS, started.speechSha256, TrainAndDev.digest(split));
        boolean same = started.shape.equals(request.shape())
                && started.settings.equals(request.settings())
                && started.licence.equals(request.licence());
        RunDirectory.warnUnless(same, request.out(), progress);
        started.computedOn.warnIfElsewhere(ComputedOn.here(), progress);
        return started;
    }

    private Plan plan(Split split, Progress progress) throws IOException {
        LogMelFrontEnd standard = request.shape().bidirectional()
                ? LogMelFrontEnd.standard()
                : LogMelFrontEnd.standard().with(Normalization.MeanOver.SO_FAR);
        LogMelFrontEnd frontEnd = standard.with(features.statistics(split.train(), standard, progress));
        return new Plan(
                TrainAndDev.names(request.train()),
                TrainAndDev.names(request.dev()),
                TrainAndDev.digest(split),
                request.shape(),
                request.settings(),
                request.licence(),
                new SpeechFormat(frontEnd, Alphabet.english(), NORMALIZER.name()),
                ComputedOn.here());
    }

    private ProvenanceStep provenance(
            Plan plan, ComputationGraph network, List<Utterance> train, Trainer.Outcome outcome) {
        return new ProvenanceStep(
                "pretrain",
                Instant.now(),
                request.command(),
                SpeechMaterial.conditions(train, plan.settings, network),
                null,
                Map.of(
                        "augmentation", plan.settings.augment().json(),
                        "best epoch", Integer.toString(outcome.bestEpoch()),
                        "dev score", String.format(Locale.ROOT, "%.4f", outcome.bestScore())));
    }
}
