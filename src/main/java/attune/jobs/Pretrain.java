package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Split;
import attune.corpus.Utterance;
import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.features.LogMelFrontEnd;
import attune.features.Normalization;
import attune.files.Digest;
import attune.foreign.SpeechEmbedding;
import attune.layers.BandStem;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Datasets;
import attune.runs.IfPresent;
import attune.runs.LearntFrom;
import attune.runs.Overrides;
import attune.runs.RunDirectory;
import attune.runs.RunTraining;
import attune.runs.SharedRun;
import attune.runs.Stage;
import attune.runs.TrainingSettings;
import attune.runs.TrunkUse;
import attune.seed.RunSeed;
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.adaptation.Augmentations;
import attune.speech.adaptation.Leaks;
import attune.speech.adaptation.SpeechDefaults;
import attune.speech.adaptation.SpeechMaterial;
import attune.speech.learning.AcousticNetwork;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.TrainAndDev;
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
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Trains a new speech model from scratch: measures the corpus, builds a network, trains it and writes it as {@code
 * model.attune} into the run directory.
 */
public final class Pretrain {
    /** The default training settings of a new model. */
    public static final TrainingSettings DEFAULTS = new TrainingSettings(SpeechDefaults.schedule(10, 1e-3), 32, 1);

    /** The name of the finished bundle in the run directory. */
    public static final String BUNDLE = "model.attune";

    private static final TextNormalizer NORMALIZER = TextNormalizer.spoken(Locale.ENGLISH);

    private final Request request;
    private final FeatureStore features;
    private final Exchange exchange;

    /**
     * What to do.
     *
     * @param data training manifests, and those for choosing the best epoch
     * @param out the run directory
     * @param stem a file with pretrained convolutions to put below the network, {@link SpeechEmbedding}; if empty, the
     *     network takes log-mel features
     * @param shape of the network
     * @param training changes to {@link #DEFAULTS}
     * @param noise recordings for the augmentation's noise, instead of coloured noise
     * @param licence of the weights
     * @param command for the model's provenance
     */
    public record Request(
            Datasets data,
            Path out,
            Optional<Path> stem,
            NetworkShape shape,
            Overrides training,
            Optional<Path> noise,
            String licence,
            String command) {

        /** The settings with all choices filled in. */
        TrainingSettings settings() {
            return training.over(DEFAULTS);
        }

        Augmentation augment() {
            return Augmentations.of(training.augment(), noise);
        }
    }

    /** The run's plan.json; measurements of the corpus are in the format, and the stem is the SHA-256 of its file. */
    record Plan(
            LearntFrom data,
            @Nullable String stem,
            NetworkShape shape,
            TrainingSettings settings,
            Augmentation augment,
            String licence,
            SpeechFormat format,
            ComputedOn computedOn) {
        Plan {
            Objects.requireNonNull(data, "data is missing");
            Objects.requireNonNull(augment, "augment is missing");
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
     * @param features cache of features
     */
    public Pretrain(Request request, FeatureStore features) {
        this(request, features, Exchange.ALONE);
    }

    /**
     * A job of several ranks. The first one runs it; the others {@link #follow}.
     *
     * @param request what to do
     * @param features cache of features
     * @param exchange with the other ranks
     */
    public Pretrain(Request request, FeatureStore features, Exchange exchange) {
        this.request = request;
        this.features = features;
        this.exchange = exchange;
    }

    /**
     * Trains.
     *
     * @param ifPresent what to do with an existing run
     * @param progress notified of progress
     * @return the finished bundle
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public Path run(IfPresent ifPresent, Progress progress) throws IOException {
        RunDirectory.check(request.out(), ifPresent);
        Optional<BandStem> stem = stem();
        Datasets data = request.data();
        Split split = TrainAndDev.read(data.train(), data.dev(), NORMALIZER, progress);
        if (!data.dev().isEmpty()) {
            new Leaks(split.train(), progress).warn("dev", split.dev());
        }
        List<Utterance> train = split.train();
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, inputs(split))) {
            Plan plan =
                    ifPresent.takesUp() ? resumed(run.readPlan(Plan.class), split, progress) : plan(split, progress);
            TrainAndDev.check(split, plan.format);
            ComputationGraph network = network(stem, plan);
            SharedRun shared = new SharedRun(exchange);
            shared.tell(plan);
            SpeechMaterial material = material(plan, split, progress);
            RunTraining training = new RunTraining(run, material, exchange);
            shared.warnIfTooSmall(plan.settings, material.batches(TrunkUse.NONE).perEpoch(), progress);
            // Written only after all audio has been read, so that a bad clip leaves no run behind.
            run.writePlan(plan);
            Stage only = stage(network, plan, run.checkpoints());
            Trainer.Outcome outcome = run.resumable(() -> ifPresent == IfPresent.FINISH
                    ? training.bestSoFar(only).orElseThrow(() -> RunTraining.nothingToFinish(request.out()))
                    : training.train(only, progress));
            training.conclude(outcome);
            Path bundle = run.file(BUNDLE);
            SpeechModel.of(network, plan.format, plan.licence, List.of(provenance(plan, network, train, outcome)))
                    .write(bundle);
            return bundle;
        }
    }

    /**
     * Takes part in the training of the run that the first rank leads, by its plan, and writes nothing.
     *
     * @param progress notified of progress
     * @throws attune.fault.UserFault if anything given is wrong, or differs from the first rank's
     * @throws IOException if the disk fails
     */
    public void follow(Progress progress) throws IOException {
        Datasets data = request.data();
        Split split = TrainAndDev.read(data.train(), data.dev(), NORMALIZER, progress);
        Plan plan = new SharedRun(exchange).hear(Plan.class);
        requireSame(plan, split);
        Stage only = stage(network(stem(), plan), plan, request.out());
        RunTraining.follow(only, material(plan, split, progress), exchange, request.out(), progress);
    }

    private SpeechMaterial material(Plan plan, Split split, Progress progress) throws IOException {
        return SpeechMaterial.of(plan.format, plan.augment, plan.settings, split, features, progress);
    }

    private static Stage stage(ComputationGraph network, Plan plan, Path checkpoints) {
        return new Stage(Stage.ONLY, network, plan.settings.schedule().plan(Map.of()), TrunkUse.NONE, checkpoints);
    }

    private Optional<BandStem> stem() throws IOException {
        return request.stem().isPresent()
                ? Optional.of(SpeechEmbedding.read(request.stem().get()))
                : Optional.empty();
    }

    private static ComputationGraph network(Optional<BandStem> stem, Plan plan) {
        RunSeed seed = new RunSeed(plan.settings.seed());
        Alphabet alphabet = plan.format.alphabet();
        return stem.map(below -> AcousticNetwork.over(below, plan.shape, alphabet, seed))
                .orElseGet(() ->
                        AcousticNetwork.create(plan.format.frontEnd().coefficients(), plan.shape, alphabet, seed));
    }

    private List<Path> inputs(Split split) {
        return Stream.of(
                        request.data().train(),
                        request.data().dev(),
                        request.augment().files(),
                        TrainAndDev.audio(split.train()),
                        TrainAndDev.audio(split.dev()))
                .flatMap(List::stream)
                .toList();
    }

    private LearntFrom learntFrom(Split split) throws IOException {
        return LearntFrom.of(request.data(), TrainAndDev.digest(split));
    }

    private void requireSame(Plan started, Split split) throws IOException {
        started.data.requireSame(learntFrom(split), request.out(), TrainAndDev.CONTENTS);
        if (!Objects.equals(started.stem, stemDigest())) {
            throw new UserFault(
                    request.out().toString(),
                    started.stem == null ? "was started without a stem" : "was started on another stem",
                    "give " + named("stem") + " as before, or a new folder");
        }
    }

    private Plan resumed(Plan started, Split split, Progress progress) throws IOException {
        requireSame(started, split);
        boolean same = started.shape.equals(request.shape())
                && started.settings.equals(request.settings())
                && started.augment.equals(request.augment())
                && started.licence.equals(request.licence());
        RunDirectory.warnUnless(same, request.out(), progress);
        started.computedOn.warnIfElsewhere(ComputedOn.recurrent(), progress);
        return started;
    }

    private @Nullable String stemDigest() throws IOException {
        return request.stem().isPresent() ? Digest.sha256(request.stem().get()) : null;
    }

    private LogMelFrontEnd frontEnd(Split split, Progress progress) throws IOException {
        if (request.stem().isPresent()) {
            return LogMelFrontEnd.ofSpeechEmbedding();
        }
        LogMelFrontEnd standard = request.shape().bidirectional()
                ? LogMelFrontEnd.standard()
                : LogMelFrontEnd.standard().with(Normalization.MeanOver.SO_FAR);
        return standard.with(features.statistics(split.train(), standard, progress));
    }

    private Plan plan(Split split, Progress progress) throws IOException {
        return new Plan(
                learntFrom(split),
                stemDigest(),
                request.shape(),
                request.settings(),
                request.augment(),
                request.licence(),
                new SpeechFormat(frontEnd(split, progress), Alphabet.english(), NORMALIZER.name()),
                ComputedOn.recurrent());
    }

    private ProvenanceStep provenance(
            Plan plan, ComputationGraph network, List<Utterance> train, Trainer.Outcome outcome) {
        Map<String, String> details = new TreeMap<>(Map.of(
                "augmentation", plan.augment.json(),
                "best epoch", Integer.toString(outcome.bestEpoch()),
                "dev score", String.format(Locale.ROOT, "%.4f", outcome.bestScore())));
        if (plan.stem != null) {
            details.put("stem", plan.stem);
        }
        return new ProvenanceStep(
                "pretrain",
                Instant.now(),
                request.command(),
                ComputedOn.recurrent(network).conditions(SpeechMaterial.description(train), plan.settings.seed()),
                null,
                details);
    }
}
