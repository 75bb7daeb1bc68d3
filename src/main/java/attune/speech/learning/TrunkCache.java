package attune.speech.learning;

import attune.features.FeatureMatrix;
import attune.speech.SpeechFormat;
import attune.speech.store.Example;
import attune.training.Scorer;
import attune.training.SplitGraph;
import attune.training.TrunkFiles;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * The output of a frozen trunk for every clip, on disk while the head above it is trained: to the head, this is what
 * features are to a whole network. One file for each augmentation draw of the training clips, one for the dev clips.
 * About 85 kB per second of speech for a trunk of 640 units at 33 frames a second.
 */
public final class TrunkCache implements AutoCloseable {
    private static final int CLIPS = 2;
    private static final int FRAMES = 8;

    private final TrunkFiles files;
    private final int size;

    TrunkCache(TrunkFiles files, int size) {
        this.files = files;
        this.size = size;
    }

    /**
     * The files it is in.
     *
     * @return open until they or this are closed
     */
    public TrunkFiles files() {
        return files;
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
     * What the head is shown of the training clips.
     *
     * @return the trunk's output for the clips that the cache was filled with
     */
    public EpochFeatures train() {
        return (epoch, clip) -> matrix(files.train(epoch, clip));
    }

    /**
     * Scores the head on the dev clips.
     *
     * @param clips the dev clips the cache was filled with
     * @param format the model's
     * @return a scorer of heads
     */
    public Scorer scorer(List<Example> clips, SpeechFormat format) {
        return new ErrorRateScorer(clips, format, clip -> matrix(files.dev().read(clip)));
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private FeatureMatrix matrix(float[] values) {
        return new FeatureMatrix(values, values.length / size, size);
    }
}
