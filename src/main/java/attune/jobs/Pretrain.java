package attune.jobs;

import static attune.fault.Parameter.named;

import attune.bundle.ProvenanceStep;
import attune.corpus.Manifest;
import attune.corpus.Split;
import attune.exchange.Exchange;
import attune.fault.UserFault;
import attune.features.LogMelFrontEnd;
import attune.features.Normalization;
import attune.files.AtomicFile;
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
import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import attune.speech.adaptation.Augmentations;
import attune.speech.adaptation.Leaks;
import attune.speech.adaptation.SpeechDefaults;
import attune.speech.adaptation.SpeechMaterial;
import attune.speech.learning.Augmentation;
import attune.speech.learning.NetworkShape;
import attune.speech.learning.TrainAndDev;
import attune.speech.store.FeatureStore;
import attune.surgery.LayerTable;
import attune.text.Alphabet;
import attune.text.TextNormalizer;
import attune.training.Trainer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
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
        /** Refuses settings that only an adaptation has. */
        public Request {
            refuse("runs", training.runs().orElse(1) != 1);
            refuse("keepClose", training.keepClose().orElse(0) != 0);
            refuse("blend", training.blend().orElse(false));
        }

        private static void refuse(String parameter, boolean given) {
            if (given) {
                throw new UserFault(
                        named(parameter), "is for models that are adapted, not for a new one", "leave it out");
            }
        }

        /** The settings with all choices filled in. */
        TrainingSettings settings() {
            return training.over(DEFAULTS);
        }

        Augmentation augment() {
            return Augmentations.of(training.augment(), noise);
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
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, inputs(split))) {
            PretrainPlan plan = ifPresent.takesUp() ? resumed(run, split, progress) : plan(split, progress);
            TrainAndDev.check(split, plan.format());
            ComputationGraph network = plan.network(stem);
            SharedRun shared = new SharedRun(exchange);
            shared.tell(plan);
            SpeechMaterial material = material(plan, split, progress);
            RunTraining training = new RunTraining(run, material, exchange);
            shared.warnIfTooSmall(
                    plan.settings(), material.batches(TrunkUse.NONE).perEpoch(), progress);
            // Written only after all audio has been read, so that a bad clip leaves no run behind.
            run.writePlan(plan);
            LayerTable layers = plan.layers(network);
            AtomicFile.writeText(run.file("layers.txt"), layers.text());
            progress.note(layers.text() + plan.settingsText());
            Manifest.write(run.file("dev.jsonl"), split.dev());
            Stage only = plan.stage(network, run.checkpoints());
            return run.resumable(() -> {
                Trainer.Outcome outcome = ifPresent == IfPresent.FINISH
                        ? training.bestSoFar(only).orElseThrow(() -> RunTraining.nothingToFinish(request.out()))
                        : training.train(only, progress);
                training.conclude(outcome);
                Path bundle = run.file(BUNDLE);
                ProvenanceStep step =
                        plan.step(network, SpeechMaterial.description(split.train()), outcome, request.command());
                SpeechModel.of(network, plan.format(), plan.licence(), List.of(step))
                        .write(bundle);
                return bundle;
            });
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
        PretrainPlan plan = new SharedRun(exchange).hear(PretrainPlan.class);
        plan.requireSame(learntFrom(split), stemDigest(), request.out());
        Stage only = plan.stage(plan.network(stem()), request.out());
        RunTraining.follow(only, material(plan, split, progress), exchange, request.out(), progress);
    }

    private SpeechMaterial material(PretrainPlan plan, Split split, Progress progress) throws IOException {
        return SpeechMaterial.of(plan.format(), plan.augment(), plan.settings(), split, features, progress);
    }

    private Optional<BandStem> stem() throws IOException {
        return request.stem().isPresent()
                ? Optional.of(SpeechEmbedding.read(request.stem().get()))
                : Optional.empty();
    }

    private List<Path> inputs(Split split) {
        return Stream.of(
                        request.data().train(),
                        request.data().dev(),
                        request.augment().files(),
                        request.stem().stream().toList(),
                        TrainAndDev.audio(split.train()),
                        TrainAndDev.audio(split.dev()))
                .flatMap(List::stream)
                .toList();
    }

    private LearntFrom learntFrom(Split split) throws IOException {
        return LearntFrom.of(request.data(), TrainAndDev.digest(split));
    }

    /** The plan of the existing run; only its data and stem must match what was given now. */
    private PretrainPlan resumed(RunDirectory run, Split split, Progress progress) throws IOException {
        PretrainPlan started = run.readPlan(PretrainPlan.class);
        started.requireSame(learntFrom(split), stemDigest(), request.out());
        RunDirectory.warnUnless(started.sameWork(request), request.out(), progress);
        started.computedOn().warnIfElsewhere(ComputedOn.recurrent(), progress);
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

    private PretrainPlan plan(Split split, Progress progress) throws IOException {
        return new PretrainPlan(
                learntFrom(split),
                stemDigest(),
                request.shape(),
                request.settings(),
                request.augment(),
                request.licence(),
                new SpeechFormat(frontEnd(split, progress), Alphabet.english(), NORMALIZER.name()),
                ComputedOn.recurrent());
    }
}
