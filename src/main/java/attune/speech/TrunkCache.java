package attune.speech;

import attune.features.FeatureMatrix;
import attune.files.FileTree;
import attune.seed.RunSeed;
import attune.training.ActivationFile;
import attune.training.Scorer;
import attune.training.SplitGraph;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * What a frozen trunk gives for every clip, on disk for as long as the head above it is trained: to the head it is what
 * features are to a whole network. One file for each augmentation draw of the training clips, one for the dev clips.
 * About 85 kB for a second of speech and a trunk of 640 units at 33 frames a second.
 */
public final class TrunkCache implements AutoCloseable {
    private static final int CLIPS = 2;
    private static final int FRAMES = 8;

    private final Path folder;
    private final int size;
    private final List<ActivationFile> draws;
    private final ActivationFile dev;

    TrunkCache(Path folder, int size, List<ActivationFile> draws, ActivationFile dev) {
        this.folder = folder;
        this.size = size;
        this.draws = List.copyOf(draws);
        this.dev = dev;
    }

    /**
     * Where a network can be cut into a frozen trunk and the head.
     *
     * @param network features in, log-probabilities out
     * @param format the model's
     * @return the last vertex of the trunk; absent where the trunk cannot be cached
     */
    public static Optional<String> boundary(ComputationGraph network, SpeechFormat format) {
        long[] features = {CLIPS, format.frontEnd().coefficients(), FRAMES};
        return SplitGraph.boundary(network, features, TrunkCache::hasEveryFrame);
    }

    private static boolean hasEveryFrame(long[] activations) {
        return activations.length == 3 && activations[0] == CLIPS && activations[2] == FRAMES;
    }

    /**
     * The training batches of the head.
     *
     * @param train the clips the cache was filled with
     * @param batchSize clips in a batch at most
     * @param seed of the shuffling
     * @return the same clips in the same batches as for the whole network
     */
    public Batcher batches(List<Example> train, int batchSize, RunSeed seed) {
        return new Batcher(train, batchSize, (epoch, clip) -> matrix(draws.get(epoch % draws.size()), clip), seed);
    }

    /**
     * Judges the head on the dev clips.
     *
     * @param clips the dev clips the cache was filled with
     * @param format the model's
     * @return a scorer of heads
     */
    public Scorer scorer(List<Example> clips, SpeechFormat format) {
        return new ErrorRateScorer(clips, format, clip -> matrix(dev, clip));
    }

    @Override
    public void close() throws IOException {
        for (ActivationFile draw : draws) {
            draw.close();
        }
        dev.close();
    }

    /**
     * Closes the cache and deletes its files.
     *
     * @throws IOException when the disk refuses
     */
    public void delete() throws IOException {
        close();
        delete(folder);
    }

    static void delete(Path folder) throws IOException {
        FileTree.delete(folder, entry -> true);
    }

    private FeatureMatrix matrix(ActivationFile file, int clip) {
        float[] values = file.read(clip);
        return new FeatureMatrix(values, values.length / size, size);
    }
}
