package attune.runs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a model is adapted to and judged by: manifests of speech, or folders of pictures.
 *
 * @param train to learn from
 * @param dev held out, to choose the best epoch by; where empty, a tenth of train is set aside
 * @param test held out, which chooses nothing; may be empty
 * @param part how much of train there is to learn from
 */
public record Datasets(List<Path> train, List<Path> dev, List<Path> test, Part part) {
    /** Nothing to learn from, for a plan alone. */
    public static final Datasets NONE = new Datasets(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Datasets {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
    }

    /**
     * Data of which all is used.
     *
     * @param train to learn from
     * @param dev held out, to choose the best epoch by; where empty, a tenth of train is set aside
     * @param test held out, which chooses nothing; may be empty
     */
    public Datasets(List<Path> train, List<Path> dev, List<Path> test) {
        this(train, dev, test, new Part.Whole());
    }

    /**
     * Data to learn from, of which a tenth is set aside to choose by.
     *
     * @param train manifests or folders
     * @return the datasets
     */
    public static Datasets train(Path... train) {
        return new Datasets(List.of(train), List.of(), List.of());
    }

    /**
     * The same with held-out data to choose by.
     *
     * @param manifests or folders
     * @return the datasets
     */
    public Datasets withDev(Path... manifests) {
        return new Datasets(train, List.of(manifests), test, part);
    }

    /**
     * The same with held-out data to be measured on afterwards.
     *
     * @param manifests or folders
     * @return the datasets
     */
    public Datasets withTest(Path... manifests) {
        return new Datasets(train, dev, List.of(manifests), part);
    }

    /**
     * The same with less to learn from.
     *
     * @param other how much of train
     * @return the datasets
     */
    public Datasets withPart(Part other) {
        return new Datasets(train, dev, test, other);
    }
}
