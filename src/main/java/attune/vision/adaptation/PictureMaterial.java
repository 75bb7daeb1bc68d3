package attune.vision.adaptation;

import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Material;
import attune.runs.Stage;
import attune.runs.TrainingSettings;
import attune.runs.TrunkUse;
import attune.training.Batches;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.vision.DevScorer;
import attune.vision.ImageFormat;
import attune.vision.PictureBatches;
import attune.vision.PictureTrunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Pictures to train on.
 *
 * @param format the network's input format
 * @param augmented whether random parts of the training pictures are shown
 * @param settings of the training
 * @param pictures for training and evaluation
 */
record PictureMaterial(ImageFormat format, boolean augmented, TrainingSettings settings, Pictures pictures)
        implements Material {
    @Override
    public PictureMaterial with(TrainingSettings others) {
        return new PictureMaterial(format, augmented, others, pictures);
    }

    @Override
    public Batches batches(TrunkUse trunk) {
        return PictureBatches.of(
                pictures.train(), format, augmented, trunk.draws(), settings.batchSize(), settings.runSeed());
    }

    @Override
    public Scorer scorer() {
        return DevScorer.of(pictures.dev(), format);
    }

    @Override
    public Optional<ForHead> runTrunk(SplitGraph split, Stage stage, Path folder, Progress progress)
            throws IOException {
        PictureTrunk.Material material = new PictureTrunk.Material(
                pictures.train(),
                pictures.dev(),
                format,
                augmented,
                stage.trunk().draws(),
                settings.runSeed());
        return PictureTrunk.fill(
                        split,
                        material,
                        ComputedOn.convolutional(stage.network()).kernel(),
                        folder,
                        progress)
                .map(trunk -> new ForHead(trunk.batches(settings.batchSize()), trunk.scorer(), trunk.files()));
    }
}
