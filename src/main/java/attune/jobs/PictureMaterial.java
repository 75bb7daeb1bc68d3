package attune.jobs;

import attune.layers.FastLayers;
import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.vision.DevScorer;
import attune.vision.ImageFormat;
import attune.vision.PictureBatches;
import attune.vision.PictureSet;
import attune.vision.PictureTrunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Pictures to train on.
 *
 * @param format how the network sees
 * @param settings how it is trained
 * @param train pictures to learn from
 * @param dev pictures to be judged by
 */
record PictureMaterial(ImageFormat format, ImageSettings settings, PictureSet train, PictureSet dev)
        implements Material {
    @Override
    public Batches batches(TrunkUse trunk) {
        return PictureBatches.of(train, format, settings.augment(), trunk.draws(), settings.batchSize(), seed());
    }

    @Override
    public Scorer scorer() {
        return DevScorer.of(dev, format);
    }

    @Override
    public Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress)
            throws IOException {
        PictureTrunk.Material material = new PictureTrunk.Material(
                train, dev, format, settings.augment(), stage.trunk().draws(), seed());
        return PictureTrunk.fill(split, material, FastLayers.kernel(), folder, progress)
                .map(trunk -> new ForHead(trunk.batches(settings.batchSize()), trunk.scorer(), trunk.files()));
    }

    private RunSeed seed() {
        return new RunSeed(settings.seed());
    }
}
