package attune.jobs;

import attune.evaluation.Bootstrap;
import attune.evaluation.Classification;
import attune.evaluation.ClassifiedItem;
import attune.evaluation.ClassifierComparison;
import attune.progress.Progress;
import attune.results.ClassificationResult;
import attune.results.Difference;
import attune.seed.RunSeed;
import attune.torch.TorchDevice;
import attune.vision.ImageClassifier;
import attune.vision.ImageModel;
import attune.vision.PictureFolders;
import attune.vision.PictureSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Evaluates image models on the same held-out pictures. */
public final class ImageEvaluate {
    private final List<Path> models;
    private final List<Path> tests;
    private final Bootstrap bootstrap;

    /**
     * A job.
     *
     * @param models bundles; the others are compared with the first
     * @param tests folders with one folder of pictures per class
     * @param seed of the intervals
     */
    public ImageEvaluate(List<Path> models, List<Path> tests, RunSeed seed) {
        this.models = List.copyOf(models);
        this.tests = List.copyOf(tests);
        this.bootstrap = Bootstrap.usual(seed);
    }

    /**
     * One model's result.
     *
     * @param model the bundle
     * @param classification its result
     * @param comparison with the first; absent for the first
     * @param rejected number of unreadable pictures
     */
    public record Row(
            Path model, Classification classification, Optional<ClassifierComparison> comparison, int rejected) {

        /**
         * Only the numbers.
         *
         * @return for a table or for JSON
         */
        public ClassificationResult summary() {
            return ClassificationResult.of(
                    model.toString(),
                    classification,
                    rejected,
                    comparison.map(Difference.OfPictures::of).orElse(null));
        }
    }

    /**
     * Evaluates.
     *
     * @param progress notified of every picture, and warned of unreadable ones
     * @return a row for each model
     * @throws attune.fault.UserFault if anything given is wrong
     * @throws IOException if the disk fails
     */
    public List<Row> run(Progress progress) throws IOException {
        List<Row> rows = new ArrayList<>();
        List<ClassifiedItem> first = new ArrayList<>();
        for (Path path : models) {
            ImageModel model = ImageModel.open(path);
            TorchDevice.tell(model.network(), progress);
            List<String> labels = model.format().labels();
            PictureSet test = PictureFolders.readKnown(tests, labels, progress);
            progress.begin(path.getFileName() + ": classifying", test.pictures().size());
            List<ClassifiedItem> items = new ImageClassifier(model).classify(test, progress);
            Optional<ClassifierComparison> comparison = Optional.empty();
            if (rows.isEmpty()) {
                first.addAll(items);
            } else {
                comparison = Optional.of(ClassifierComparison.of(first, items, bootstrap));
            }
            rows.add(new Row(path, Classification.of(labels, items, bootstrap), comparison, test.rejected()));
        }
        return rows;
    }
}
