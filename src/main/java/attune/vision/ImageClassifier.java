package attune.vision;

import attune.evaluation.ClassifiedItem;
import attune.fault.UserFault;
import attune.progress.Progress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Classifies pictures. Not thread-safe. */
public final class ImageClassifier {
    private static final int AT_ONCE = 16;

    private final ImageModel model;

    /**
     * A classifier.
     *
     * @param model the model
     */
    public ImageClassifier(ImageModel model) {
        this.model = model;
    }

    /**
     * The model's output for a picture.
     *
     * @param file the picture
     * @param probabilities of the classes, in their order; empty if the picture cannot be read
     * @param fault why it cannot be read
     */
    public record Seen(Path file, List<Float> probabilities, Optional<UserFault> fault) {

        /**
         * The classes by descending probability.
         *
         * @return indices of labels; ties in label order
         */
        public List<Integer> ranking() {
            float[] values = new float[probabilities.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = probabilities.get(i);
            }
            return ImageClassifier.ranking(values);
        }
    }

    /**
     * Classifies pictures.
     *
     * @param files any number
     * @param sink receives each result, in the order of the files
     */
    public void classify(List<Path> files, Consumer<Seen> sink) {
        for (int from = 0; from < files.size(); from += AT_ONCE) {
            some(files.subList(from, Math.min(files.size(), from + AT_ONCE))).forEach(sink);
        }
    }

    /**
     * Classifies labelled pictures.
     *
     * @param pictures readable ones
     * @param progress notified of every picture
     * @return the predictions, in their order
     */
    public List<ClassifiedItem> classify(PictureSet pictures, Progress progress) {
        List<ClassifiedItem> items = new ArrayList<>();
        List<LabelledPicture> all = pictures.pictures();
        classify(all.stream().map(LabelledPicture::file).toList(), seen -> {
            seen.fault().ifPresent(fault -> {
                throw fault; // it was readable a moment ago
            });
            int truth = all.get(items.size()).label();
            items.add(new ClassifiedItem(seen.file().toString(), truth, seen.ranking()));
            progress.at(items.size(), "");
        });
        return items;
    }

    private List<Seen> some(List<Path> files) {
        List<Optional<UserFault>> faults =
                files.parallelStream().map(PictureReader::fault).toList();
        List<LabelledPicture> sound = IntStream.range(0, files.size())
                .filter(i -> faults.get(i).isEmpty())
                .mapToObj(i -> new LabelledPicture(files.get(i), 0))
                .toList();
        List<List<Float>> given = new ArrayList<>();
        try {
            PictureRun.all(
                    Pixels.plain(sound, model.format()),
                    0,
                    sound.size(),
                    PictureRun.onDevice(model.network()),
                    (picture, values) -> given.add(boxed(values)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Seen> seen = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < files.size(); i++) {
            boolean readable = faults.get(i).isEmpty();
            seen.add(new Seen(files.get(i), readable ? given.get(next++) : List.of(), faults.get(i)));
        }
        return seen;
    }

    private static List<Float> boxed(float[] values) {
        List<Float> boxed = new ArrayList<>();
        for (float value : values) {
            boxed.add(value);
        }
        return boxed;
    }

    static List<Integer> ranking(float[] probabilities) {
        return IntStream.range(0, probabilities.length)
                .boxed()
                .sorted(Comparator.comparingDouble(label -> -probabilities[label]))
                .toList();
    }
}
