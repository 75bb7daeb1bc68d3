package attune.jobs;

import attune.bundle.ProvenanceStep;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.files.Digest;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.training.Trainer;
import attune.vision.ImageFormat;
import attune.vision.ImageModel;
import attune.vision.LabelledPicture;
import attune.vision.NewClasses;
import attune.vision.PictureFolders;
import attune.vision.PictureSet;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/**
 * Adapts an image model to other classes: operates on it, trains it on the classes' pictures and writes the best epoch
 * as {@code adapted.attune} into the run directory. The same steps as {@link Adapt}.
 */
public final class ImageAdapt {
    private static final double DEV_SHARE = 0.1;
    /** Not the run's: runs with different seeds should be judged on the same pictures. */
    private static final RunSeed DEV_SEED = new RunSeed(1);

    private final Request request;

    /**
     * What to do.
     *
     * @param model the source bundle
     * @param train folders with a folder of pictures for each class
     * @param dev the same, to choose the best epoch by; where empty, a tenth of each class is set aside
     * @param out the run directory
     * @param operation what to do to the network; the classes are those of the pictures
     * @param settings how to train, given the number of training pictures
     * @param trunkCache whether a frozen trunk runs once for each picture, and with augmentation for each of a few fixed
     *     draws, instead of in every epoch
     * @param command for the model's provenance
     */
    public record Request(
            Path model,
            List<Path> train,
            List<Path> dev,
            Path out,
            Operation operation,
            IntFunction<ImageSettings> settings,
            boolean trunkCache,
            String command) {}

    /** The run's plan.json. */
    record Plan(
            String model,
            String modelSha256,
            List<String> train,
            List<String> dev,
            String picturesSha256,
            NewClasses output,
            SurgeryPlan surgery,
            RateFactors rates,
            ImageSettings settings,
            TrunkUse trunk,
            ComputedOn computedOn) {
        Plan {
            Objects.requireNonNull(picturesSha256, "picturesSha256 is missing");
            Objects.requireNonNull(output, "output is missing");
            Objects.requireNonNull(rates, "rates is missing");
            Objects.requireNonNull(trunk, "trunk is missing");
            Objects.requireNonNull(computedOn, "computedOn is missing");
        }

        OperatedImage operate(ImageModel source) {
            return OperatedImage.of(source, surgery, output, rates, new RunSeed(settings.seed()));
        }

        /** The same parameters with all that comes from the source frozen. */
        OperatedImage operateHead(ImageModel source) {
            return OperatedImage.of(
                    source, StagedTraining.ofHead(surgery), output, rates.firstStage(), new RunSeed(settings.seed()));
        }

        /** The same plan with the trunk cached where, in its first stage, it can be. */
        Plan withTrunkCache(ImageModel source, OperatedImage operated) {
            OperatedImage first = StagedTraining.first(surgery, operated, () -> operateHead(source));
            TrunkUse use = TrunkUse.of(first.boundary(), settings.augment());
            return new Plan(
                    model, modelSha256, train, dev, picturesSha256, output, surgery, rates, settings, use, computedOn);
        }

        /** Whether another plan does the same, wherever it is computed. */
        boolean sameWork(Plan other) {
            return surgery.equals(other.surgery)
                    && output.equals(other.output)
                    && rates.equals(other.rates)
                    && settings.equals(other.settings)
                    && trunk.equals(other.trunk);
        }

        String text(OperatedImage operated) {
            return operated.text()
                    + StagedTraining.text(surgery.trainScope(), settings.epochs(), rates)
                    + trunk.text("picture");
        }
    }

    /**
     * What came out.
     *
     * @param bundle the adapted model
     * @param outcome of the training
     * @param rejected how many pictures could not be read
     */
    public record Result(Path bundle, Trainer.Outcome outcome, int rejected) {}

    /**
     * A job.
     *
     * @param request what to do
     */
    public ImageAdapt(Request request) {
        this.request = request;
    }

    /**
     * Does it.
     *
     * @param ifPresent what to do with a run that is there already
     * @param progress hears of it, of pictures that cannot be read, and of the layer table
     * @return the adapted model and how it got there
     * @throws UserFault if anything given is wrong
     * @throws IOException if the disk refuses
     */
    public Result run(RunFolder ifPresent, Progress progress) throws IOException {
        RunDirectory.check(request.out(), ifPresent);
        ImageModel source = ImageModel.open(request.model());
        PictureSet all = PictureFolders.read(request.train(), progress);
        List<PictureSet> split = split(all, progress);
        PictureSet train = split.get(0);
        PictureSet dev = split.get(1);
        HeldOut.warn(dev, train, progress);
        Plan asked = plan(source, train, dev);
        // Operate once before the folder is touched, so that a plan that cannot be carried out leaves nothing behind.
        OperatedImage fresh = asked.operate(source);
        Plan wanted = request.trunkCache() ? asked.withTrunkCache(source, fresh) : asked;
        try (RunDirectory run = RunDirectory.open(request.out(), ifPresent, inputs())) {
            Plan plan = ifPresent == RunFolder.RESUME ? resumed(run.readPlan(Plan.class), wanted, progress) : wanted;
            OperatedImage operated = plan.equals(wanted) ? fresh : plan.operate(source);
            String layers = plan.text(operated);
            progress.note(layers);
            run.writePlan(plan);
            AtomicFile.writeText(run.file("layers.txt"), layers);
            ImageFormat format = source.format().with(plan.output.labels());
            RunTraining training = new RunTraining(run, new PictureMaterial(format, plan.settings, train, dev));
            Trainer.Outcome outcome = new StagedTraining(
                            run.checkpoints(),
                            new StagedTraining.Course(
                                    plan.surgery.trainScope(), plan.settings.schedule(), plan.rates, plan.trunk),
                            training,
                            () -> plan.operateHead(source).network())
                    .train(operated.network(), operated.table().rateFactors(), progress);
            training.conclude(outcome);
            Path bundle = run.file("adapted.attune");
            List<ProvenanceStep> provenance = new ArrayList<>(source.metadata().provenance());
            provenance.add(step(plan, train, outcome));
            ImageModel.of(
                            Surgery.thaw(operated.network()),
                            format,
                            source.metadata().licence(),
                            provenance)
                    .write(bundle);
            return new Result(bundle, outcome, train.rejected() + dev.rejected());
        }
    }

    private List<Path> inputs() {
        return Stream.of(Stream.of(request.model()), request.train().stream(), request.dev().stream())
                .flatMap(files -> files)
                .toList();
    }

    private List<PictureSet> split(PictureSet all, Progress progress) throws IOException {
        return request.dev().isEmpty()
                ? all.split(DEV_SHARE, DEV_SEED)
                : List.of(all, PictureFolders.readKnown(request.dev(), all.labels(), progress));
    }

    private Plan plan(ImageModel source, PictureSet train, PictureSet dev) throws IOException {
        ImageSettings settings = request.settings().apply(train.pictures().size());
        SurgeryPlan surgery =
                request.operation().cut().plan(source.network(), train.labels().size());
        return new Plan(
                request.model().toString(),
                SourceDigest.of(request.model()),
                TrainAndDev.names(request.train()),
                TrainAndDev.names(request.dev()),
                digest(train, dev),
                request.operation().output().resolve(train.labels()),
                StagedTraining.settled(surgery, settings.epochs()),
                request.operation().cut().rates(),
                settings,
                TrunkUse.NONE,
                ComputedOn.hereForPictures());
    }

    /** The plan of the run that is there; only what it started from and learns from must be what was given again. */
    private Plan resumed(Plan started, Plan wanted, Progress progress) {
        SourceDigest.requireSame(request.out(), "run", started.modelSha256, wanted.modelSha256);
        RunDirectory.requireSameData(request.out(), "--train", started.train, wanted.train);
        RunDirectory.requireSameData(request.out(), "--dev", started.dev, wanted.dev);
        RunDirectory.requireSameContents(request.out(), "pictures", started.picturesSha256, wanted.picturesSha256);
        RunDirectory.warnUnless(started.sameWork(wanted), request.out(), progress);
        started.computedOn.warnIfElsewhere(wanted.computedOn, progress);
        return started;
    }

    /** What the plan knows the pictures by: their classes and contents, in their order. */
    private static String digest(PictureSet train, PictureSet dev) throws IOException {
        StringBuilder all = new StringBuilder().append(train.labels()).append('\n');
        for (PictureSet part : List.of(train, dev)) {
            all.append(part.pictures().size()).append('\n');
            for (LabelledPicture picture : part.pictures()) {
                all.append(picture.label())
                        .append('\t')
                        .append(Digest.sha256(picture.file()))
                        .append('\n');
            }
        }
        return Digest.sha256(all.toString().getBytes(StandardCharsets.UTF_8));
    }

    private ProvenanceStep step(Plan plan, PictureSet train, Trainer.Outcome outcome) {
        return new ProvenanceStep(
                "adapt",
                Instant.now(),
                request.command(),
                ComputedOn.hereForPictures()
                        .conditions(
                                train.pictures().size() + " pictures of "
                                        + train.labels().size() + " classes",
                                plan.settings.seed()),
                plan.modelSha256,
                Map.of(
                        "surgery", plan.surgery.text(),
                        "best epoch", Integer.toString(outcome.bestEpoch()),
                        "dev loss", String.format(Locale.ROOT, "%.4f", outcome.bestScore())));
    }
}
