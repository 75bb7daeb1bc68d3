package attune.vision.adaptation;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.files.EqualFiles;
import attune.progress.Progress;
import attune.runs.ComputedOn;
import attune.runs.Datasets;
import attune.runs.Domain;
import attune.runs.LeakWarning;
import attune.runs.Part;
import attune.runs.Source;
import attune.seed.RunSeed;
import attune.vision.ImageModel;
import attune.vision.LabelledPicture;
import attune.vision.PictureFolders;
import attune.vision.PictureFolds;
import attune.vision.PictureSet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Image classifiers as models to be adapted. */
public final class ImageDomain implements Domain<ImagePart> {
    private static final double DEV_SHARE = 0.1;
    /** Not the run's: runs with different seeds should be scored on the same pictures. */
    private static final RunSeed DEV_SEED = new RunSeed(1);

    private static final RunSeed FOLD_SEED = new RunSeed(1);

    private final ImageChoices choices;

    /**
     * The domain.
     *
     * @param choices besides the operation
     */
    public ImageDomain(ImageChoices choices) {
        this.choices = choices;
    }

    @Override
    public String example() {
        return "picture";
    }

    @Override
    public Class<ImagePart> partType() {
        return ImagePart.class;
    }

    @Override
    public ComputedOn computedOn(ComputationGraph network) {
        return ComputedOn.convolutional(network);
    }

    @Override
    public Source<ImagePart> open(Path model, Datasets data, Progress progress) throws IOException {
        ImageModel source = ImageModel.open(model);
        data.part().amount().ifPresent(minutes -> {
            throw new UserFault(
                    named("minutes"), "limits the amount of speech, and pictures have no duration", "leave it out");
        });
        if (!data.replay().from().isEmpty()) {
            throw new UserFault(
                    named("replay"),
                    "is for speech: new pictures have other classes than the source's",
                    "leave it out");
        }
        PictureSet all = PictureFolders.read(data.train(), progress);
        Optional<Part.AllBut> leftOut = data.part().leftOut();
        Pictures pictures =
                leftOut.isPresent() ? allBut(leftOut.get(), all, data, progress) : pictures(all, data, progress);
        List<LabelledPicture> train = pictures.train().pictures();
        PictureCopies.among(train).tell(train.size(), progress);
        if (!data.dev().isEmpty()) { // a part of train that is held out is not trained on
            warn("dev", pictures.dev(), pictures.train(), progress);
        }
        warn("test", pictures.test(), pictures.train(), progress);
        return new ImageSource(source, pictures, choices);
    }

    private static Pictures allBut(Part.AllBut part, PictureSet all, Datasets data, Progress progress)
            throws IOException {
        PictureFolds folds = PictureFolds.of(all, part.folds(), FOLD_SEED);
        List<PictureSet> split = split(folds.allBut(part.fold()), data, progress);
        return new Pictures(split.get(0), split.get(1), folds.heldOut(part.fold()));
    }

    private static Pictures pictures(PictureSet all, Datasets data, Progress progress) throws IOException {
        List<PictureSet> split = split(all, data, progress);
        PictureSet test = data.test().isEmpty()
                ? new PictureSet(all.labels(), List.of(), 0)
                : PictureFolders.readKnown(data.test(), all.labels(), progress);
        return new Pictures(split.get(0), split.get(1), test);
    }

    private static List<PictureSet> split(PictureSet train, Datasets data, Progress progress) throws IOException {
        return data.dev().isEmpty()
                ? train.split(DEV_SHARE, DEV_SEED)
                : List.of(train, PictureFolders.readKnown(data.dev(), train.labels(), progress));
    }

    @Override
    public Source<ImagePart> forPreview(Path model, List<Path> train) throws IOException {
        ImageModel source = ImageModel.open(model);
        List<String> labels = train.isEmpty() ? source.format().labels() : PictureFolders.classes(train);
        PictureSet none = new PictureSet(labels, List.of(), 0);
        return new ImageSource(source, new Pictures(none, none, none), choices);
    }

    private static void warn(String option, PictureSet heldOut, PictureSet train, Progress progress)
            throws IOException {
        EqualFiles learnt = new EqualFiles(
                train.pictures().stream().map(LabelledPicture::file).toList());
        long both = 0;
        for (LabelledPicture picture : heldOut.pictures()) {
            both += learnt.equalTo(picture.file()).isPresent() ? 1 : 0;
        }
        LeakWarning.tell(both, heldOut.pictures().size() + " pictures of " + option, progress);
    }
}
