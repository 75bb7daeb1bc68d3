package attune.vision;

import attune.evaluation.ClassifiedItem;
import attune.training.Scorer;
import attune.training.TrainingDivergedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Scores a network by its mean loss on held-out pictures, −ln of the probability of the right class. Not by accuracy:
 * on few pictures it takes few values, and a network may improve for long before it changes.
 */
public final class DevScorer implements Scorer {
    private static final double LEAST_PROBABILITY = 1e-7;

    private final ShownPictures shown;
    private final List<LabelledPicture> pictures;

    DevScorer(ShownPictures shown, List<LabelledPicture> pictures) {
        this.shown = shown;
        this.pictures = pictures;
    }

    /**
     * A scorer of whole networks.
     *
     * @param dev the pictures
     * @param format the network's input format
     * @return a scorer that uses the middle of each picture
     */
    public static DevScorer of(PictureSet dev, ImageFormat format) {
        return new DevScorer(Pixels.plain(dev.pictures(), format), dev.pictures());
    }

    @Override
    public String name() {
        return "loss";
    }

    @Override
    public Score score(ComputationGraph network) {
        double[] loss = new double[1];
        int[] right = new int[1];
        try {
            PictureRun.all(shown, 0, pictures.size(), PictureRun.onDevice(network), (picture, probabilities) -> {
                int label = pictures.get(picture).label();
                if (Float.isNaN(probabilities[label])) {
                    throw new TrainingDivergedException(
                            "the network's outputs for " + pictures.get(picture).file() + " are not numbers");
                }
                loss[0] -= Math.log(Math.max(LEAST_PROBABILITY, probabilities[label]));
                right[0] += ImageClassifier.ranking(probabilities).get(0) == label ? 1 : 0;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        double mean = loss[0] / pictures.size();
        double accuracy = 100.0 * right[0] / pictures.size();
        return new Score(mean, String.format(Locale.ROOT, "accuracy %.1f %%, loss %.3f", accuracy, mean));
    }

    /**
     * Classifies the pictures.
     *
     * @param network not to be changed
     * @return its answers, in the pictures' order
     */
    public List<ClassifiedItem> items(ComputationGraph network) {
        List<ClassifiedItem> items = new ArrayList<>();
        try {
            PictureRun.all(shown, 0, pictures.size(), PictureRun.onDevice(network), (picture, probabilities) -> {
                LabelledPicture one = pictures.get(picture);
                items.add(
                        new ClassifiedItem(one.file().toString(), one.label(), ImageClassifier.ranking(probabilities)));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return items;
    }
}
