package attune.runs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a model is trained on and scored on: speech manifests or folders of pictures.
 *
 * @param train training data
 * @param dev held-out data that chooses the best epoch; if empty, a tenth of train is set aside
 * @param test held-out data that chooses nothing; may be empty
 * @param part how much of train is used
 * @param replay data of the source's own domain, learnt beside train
 */
public record Datasets(List<Path> train, List<Path> dev, List<Path> test, Part part, Replay replay) {
    /** No data, for a plan alone. */
    public static final Datasets NONE = new Datasets(List.of(), List.of(), List.of());

    /** Copies the lists. */
    public Datasets {
        train = List.copyOf(train);
        dev = List.copyOf(dev);
        test = List.copyOf(test);
    }

    /**
     * Data used in full.
     *
     * @param train training data
     * @param dev held-out data that chooses the best epoch; if empty, a tenth of train is set aside
     * @param test held-out data that chooses nothing; may be empty
     */
    public Datasets(List<Path> train, List<Path> dev, List<Path> test) {
        this(train, dev, test, new Part.Whole(), Replay.NONE);
    }

    /**
     * Training data, a tenth of which is set aside as dev.
     *
     * @param train manifests or folders
     * @return the datasets
     */
    public static Datasets train(Path... train) {
        return new Datasets(List.of(train), List.of(), List.of());
    }

    /**
     * The same with other training data.
     *
     * @param data manifests or folders
     * @return the datasets
     */
    public Datasets withTrain(List<Path> data) {
        return new Datasets(data, dev, test, part, replay);
    }

    /**
     * The same with held-out data that chooses the best epoch.
     *
     * @param manifests or folders
     * @return the datasets
     */
    public Datasets withDev(Path... manifests) {
        return new Datasets(train, List.of(manifests), test, part, replay);
    }

    /**
     * The same with held-out data to measure on afterwards.
     *
     * @param manifests or folders
     * @return the datasets
     */
    public Datasets withTest(Path... manifests) {
        return new Datasets(train, dev, List.of(manifests), part, replay);
    }

    /**
     * The same with less training data.
     *
     * @param other how much of train
     * @return the datasets
     */
    public Datasets withPart(Part other) {
        return new Datasets(train, dev, test, other, replay);
    }

    /**
     * The same with data of the source's own domain beside the new.
     *
     * @param other which, and how much of it
     * @return the datasets
     */
    public Datasets withReplay(Replay other) {
        return new Datasets(train, dev, test, part, other);
    }
}
