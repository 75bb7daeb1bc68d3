package attune.vision;

import attune.progress.Progress;
import attune.seed.RunSeed;
import attune.training.ActivationFile;
import attune.training.CacheKey;
import attune.training.CacheRoom;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.TrunkExamples;
import attune.training.TrunkFiles;
import attune.training.TrunkPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A frozen trunk's output for every picture, kept on disk while the head above it is trained; it serves the head as
 * pixels serve a whole network. One file per augmentation draw of the training pictures, one for dev.
 */
public final class PictureTrunk {
    private static final int PICTURES = 2;

    private final TrunkFiles files;
    private final Material material;
    private final long[] shape;

    /**
     * The pictures that the trunk is run over.
     *
     * @param train training pictures
     * @param dev dev pictures
     * @param format the network's input format
     * @param augmented whether random parts of the training pictures are shown
     * @param draws number of showings kept per picture
     * @param seed of the parts and of the order of batches
     */
    public record Material(
            PictureSet train, PictureSet dev, ImageFormat format, boolean augmented, int draws, RunSeed seed) {}

    private PictureTrunk(TrunkFiles files, Material material, long[] shape) {
        this.files = files;
        this.material = material;
        this.shape = shape;
    }

    /**
     * The cache files.
     *
     * @return the files, to be closed by the caller
     */
    public TrunkFiles files() {
        return files;
    }

    /**
     * The boundary between a network's frozen trunk and its head.
     *
     * @param network pictures in, probabilities out
     * @param format its input format
     * @return the last vertex of the trunk; absent if nothing is frozen
     */
    public static Optional<String> boundary(ComputationGraph network, ImageFormat format) {
        return SplitGraph.boundary(network, format.shape(PICTURES), shape -> shape[0] == PICTURES);
    }

    /**
     * Runs the trunk over all pictures; complete files from an earlier run are reused.
     *
     * @param split the network, cut at {@link #boundary}
     * @param material the pictures to run it over
     * @param conditions whatever else the bits depend on, such as threads
     * @param folder for these files alone
     * @param progress notified of progress, and of the reason if there is no cache
     * @return the cache; absent if the disk has no room for it
     * @throws IOException if the disk fails
     */
    public static Optional<PictureTrunk> fill(
            SplitGraph split, Material material, String conditions, Path folder, Progress progress) throws IOException {
        long[] shape = shape(split, material.format);
        ShownPictures train = new Pixels(
                material.train.pictures(), material.format, material.augmented, material.draws, material.seed);
        ShownPictures dev = Pixels.plain(material.dev.pictures(), material.format);
        long each = length(shape);
        return new TrunkPass(split, conditions, new CacheRoom(folder))
                .over(
                        new Showings(split, train, material.train.pictures().size(), each),
                        material.draws,
                        new Showings(split, dev, material.dev.pictures().size(), each),
                        progress)
                .map(files -> new PictureTrunk(files, material, shape));
    }

    /**
     * Pictures as shown to the trunk; a draw is a showing.
     *
     * @param split the network
     * @param shown the pictures
     * @param count number of pictures
     * @param each size of the trunk's output for one
     */
    private record Showings(SplitGraph split, ShownPictures shown, int count, long each) implements TrunkExamples {
        @Override
        public long values() {
            return count * each;
        }

        @Override
        public void addTo(CacheKey key, int draw) throws IOException {
            shown.addTo(key, draw);
        }

        @Override
        public void run(int draw, ActivationFile.Sink sink, LongConsumer done) throws IOException {
            PictureRun.all(shown, draw, count, features -> split.trunk(features, null), (picture, values) -> {
                sink.put(picture, values);
                done.accept(picture + 1L);
            });
        }
    }

    /** Shape of the trunk's output for one picture. */
    private static long[] shape(SplitGraph split, ImageFormat format) {
        try (INDArray zeros = Nd4j.zeros(format.shape(1));
                INDArray given = split.trunk(zeros, null)) {
            return given.shape();
        }
    }

    private static long length(long[] shape) {
        long length = 1;
        for (long extent : shape) {
            length *= extent;
        }
        return length;
    }

    /**
     * The training batches of the head.
     *
     * @param batchSize pictures in a batch
     * @return the same batches as for the whole network
     */
    public PictureBatches batches(int batchSize) {
        return new PictureBatches(material.train, new Kept(files.draws(), shape), batchSize, material.seed);
    }

    /**
     * A scorer of the head on dev.
     *
     * @return a scorer of heads
     */
    public Scorer scorer() {
        return new DevScorer(new Kept(List.of(files.dev()), shape), material.dev.pictures());
    }

    /** The cached showings. */
    private record Kept(List<ActivationFile> draws, List<Long> rest) implements ShownPictures {

        Kept(List<ActivationFile> draws, long[] shape) {
            this(draws, Arrays.stream(shape).boxed().skip(1).toList());
        }

        @Override
        public float[] of(int showing, int picture) {
            return draws.get(showing % draws.size()).read(picture);
        }

        @Override
        public long[] shape(int pictures) {
            long[] shape = new long[1 + rest.size()];
            shape[0] = pictures;
            for (int i = 0; i < rest.size(); i++) {
                shape[i + 1] = rest.get(i);
            }
            return shape;
        }

        @Override
        public void addTo(CacheKey key, int showing) {
            throw new UnsupportedOperationException("cached activations are not cached again");
        }
    }
}
