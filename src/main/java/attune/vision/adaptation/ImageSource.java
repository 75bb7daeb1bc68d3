package attune.vision.adaptation;

import attune.bundle.ProvenanceStep;
import attune.evaluation.Bootstrap;
import attune.evaluation.JointComparison;
import attune.files.AtomicFile;
import attune.progress.Progress;
import attune.runs.Data;
import attune.runs.Defaults;
import attune.runs.Material;
import attune.runs.OperatedSource;
import attune.runs.OutputText;
import attune.runs.Prepared;
import attune.runs.Source;
import attune.runs.TrainingSettings;
import attune.runs.Trials;
import attune.seed.RunSeed;
import attune.surgery.Operated;
import attune.surgery.OutputRows;
import attune.surgery.Surgery;
import attune.surgery.SurgeryPlan;
import attune.surgery.SurgeryRequest;
import attune.training.Scorer;
import attune.vision.DevScorer;
import attune.vision.ImageFormat;
import attune.vision.ImageLayers;
import attune.vision.ImageModel;
import attune.vision.NewClasses;
import attune.vision.PictureSet;
import attune.vision.PictureTrunk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** An image model with the pictures it is to be adapted to. */
final class ImageSource implements Source<ImagePart> {
    private final ImageModel model;
    private final Pictures pictures;
    private final ImageChoices choices;
    private @Nullable Data data;

    ImageSource(ImageModel model, Pictures pictures, ImageChoices choices) {
        this.model = model;
        this.pictures = pictures;
        this.choices = choices;
    }

    /** Computed once, since it reads every picture. */
    @Override
    public Data data() throws IOException {
        if (data == null) {
            data = found();
        }
        return data;
    }

    private Data found() throws IOException {
        return new Data(pictures.digest(), "pictures", pictures.description(), pictures.files(), pictures.rejected());
    }

    @Override
    public ComputationGraph network() {
        return model.network();
    }

    @Override
    public Defaults defaults() {
        return ImageDefaults.of(pictures.train().pictures().size());
    }

    @Override
    public ImagePart settle(Optional<String> augment) {
        NewClasses output = new NewClasses(pictures.train().labels(), choices.copyOutputRows(), choices.newLabels());
        return new ImagePart(output, Showing.of(augment));
    }

    /** Any readable picture of a class can be used for training. */
    @Override
    public void check(ImagePart part) {}

    @Override
    public SurgeryPlan plan(SurgeryRequest request, ImagePart part) {
        return request.settle(model.network(), part.output().labels().size());
    }

    @Override
    public OperatedSource operate(SurgeryPlan plan, ImagePart part, RunSeed seed) {
        Operated operated = Surgery.operate(model.typed(), plan, new ImageLayers(seed), seed);
        OutputRows.Beginnings given = OutputRows.give(
                model.network(),
                operated.graph(),
                part.output().rows(model.format().labels()),
                seed);
        return new OperatedSource(
                operated.graph(),
                operated.table(),
                OutputText.of("classes", given),
                PictureTrunk.boundary(operated.graph(), model.format()),
                Optional.empty());
    }

    @Override
    public Prepared prepare(ImagePart part, TrainingSettings settings, Progress progress) {
        ImageFormat format = model.format().with(part.output().labels());
        return new PreparedPictures(
                model, format, material(part, settings, progress), pictures.dev(), settings.runSeed());
    }

    @Override
    public PictureMaterial material(ImagePart part, TrainingSettings settings, Progress progress) {
        return new PictureMaterial(
                model.format().with(part.output().labels()), part.altersExamples(), settings, pictures);
    }

    @Override
    public Trials trials() {
        return new ImageTrials(model, pictures);
    }

    /**
     * Training pictures.
     *
     * @param source the model that is adapted
     * @param format the adapted model's format
     * @param material the pictures
     * @param heldOut those it is judged by
     * @param seed of the run
     */
    private record PreparedPictures(
            ImageModel source, ImageFormat format, Material material, PictureSet heldOut, RunSeed seed)
            implements Prepared {

        /** A source with other classes has no answer that could be right. */
        @Override
        public Optional<Scorer.Score> sourceScore(Progress progress) {
            if (!hasSameClasses()) {
                return Optional.empty();
            }
            progress.begin("scoring the source on dev", -1);
            return Optional.of(material.scorer().score(source.network()));
        }

        @Override
        public Optional<JointComparison> againstSource(ComputationGraph trained, Progress progress) {
            if (!hasSameClasses()) {
                return Optional.empty();
            }
            progress.begin("comparing with the source on dev", -1);
            DevScorer scorer = DevScorer.of(heldOut, format);
            return Optional.of(JointComparison.ofItems(
                    scorer.items(source.network()), scorer.items(trained), Bootstrap.usual(seed)));
        }

        private boolean hasSameClasses() {
            return source.format().labels().equals(format.labels());
        }

        @Override
        public void writeHeldOut(Path folder) throws IOException {
            String pictures = heldOut.pictures().stream()
                    .map(picture -> picture.file() + System.lineSeparator())
                    .collect(Collectors.joining());
            AtomicFile.writeText(folder.resolve("dev.txt"), pictures);
        }

        @Override
        public List<String> finish(ComputationGraph trained, ProvenanceStep step, Path bundle, Progress progress)
                throws IOException {
            List<ProvenanceStep> provenance = new ArrayList<>(source.metadata().provenance());
            provenance.add(step);
            ImageModel.of(Surgery.thaw(trained), format, source.metadata().licence(), provenance)
                    .write(bundle);
            return List.of();
        }
    }
}
