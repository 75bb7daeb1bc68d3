package attune.jobs;

import attune.layers.FastConvolution;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.SplitGraph;
import attune.training.Trainer;
import attune.vision.DevScorer;
import attune.vision.ImageFormat;
import attune.vision.PictureBatches;
import attune.vision.PictureSet;
import attune.vision.PictureTrunk;
import java.io.IOException;
import java.util.Optional;

/** Trains an image network on pictures: the whole of it or, where so planned, the head on what the trunk gave once. */
final class ImageTraining implements StageRun {
    private final RunDirectory run;
    private final ImageFormat format;
    private final ImageSettings settings;
    private final PictureSet train;
    private final PictureSet dev;
    private final RunSeed seed;

    ImageTraining(RunDirectory run, ImageFormat format, ImageSettings settings, PictureSet train, PictureSet dev) {
        this.run = run;
        this.format = format;
        this.settings = settings;
        this.train = train;
        this.dev = dev;
        this.seed = new RunSeed(settings.seed());
    }

    @Override
    public Trainer.Outcome train(Stage stage, Progress progress) throws IOException {
        FastConvolution.in(stage.network());
        if (stage.trunk().cached()) {
            SplitGraph split = SplitGraph.at(stage.network(), stage.trunk().upTo());
            PictureTrunk.Material material = new PictureTrunk.Material(
                    train, dev, format, settings.augment(), stage.trunk().draws(), seed);
            Optional<PictureTrunk> filled =
                    PictureTrunk.fill(split, material, FastConvolution.kernel(), run.file("trunk-cache"), progress);
            if (filled.isPresent()) {
                return trainHead(stage, split, filled.get(), progress);
            }
        }
        PictureBatches batches = PictureBatches.of(train, format, settings.augment(), settings.batchSize(), seed);
        return StageRun.logged(run, stage, stage.network(), batches, DevScorer.of(dev, format), progress);
    }

    private Trainer.Outcome trainHead(Stage stage, SplitGraph split, PictureTrunk filled, Progress progress)
            throws IOException {
        try (PictureTrunk trunk = filled) {
            Trainer.Outcome outcome = StageRun.logged(
                    run,
                    stage,
                    FastConvolution.in(split.head()),
                    trunk.batches(settings.batchSize()),
                    trunk.scorer(),
                    progress);
            split.giveBack();
            trunk.delete();
            return outcome;
        }
    }
}
