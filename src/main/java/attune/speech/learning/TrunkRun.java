package attune.speech.learning;

import attune.progress.Progress;
import attune.speech.AcousticModel;
import attune.speech.store.Example;
import attune.training.ActivationFile;
import attune.training.CacheKey;
import attune.training.CacheRoom;
import attune.training.SplitGraph;
import attune.training.TrunkExamples;
import attune.training.TrunkPass;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a frozen trunk over all clips, once for each augmentation draw, into a {@link TrunkCache}. Complete files of an
 * earlier run are used again if trunk and features are still the same, bit for bit.
 */
public final class TrunkRun {
    private final SplitGraph split;
    private final Speech speech;
    private final TrunkPass pass;
    private final int size;

    /**
     * What to run over.
     *
     * @param train training clips
     * @param shown what the trunk is shown of them
     * @param draws number of draws to run: those of the first epochs
     * @param dev dev clips, shown unaltered
     */
    public record Speech(List<Example> train, EpochFeatures shown, int draws, List<Example> dev) {}

    /**
     * A run.
     *
     * @param split the network, cut at {@link TrunkCache#boundary}
     * @param speech what to run it over
     * @param conditions what else the bits depend on, such as kernel and threads
     * @param folder for the cache's files alone
     */
    public TrunkRun(SplitGraph split, Speech speech, String conditions, Path folder) {
        this(split, speech, conditions, new CacheRoom(folder));
    }

    TrunkRun(SplitGraph split, Speech speech, String conditions, CacheRoom room) {
        this.split = split;
        this.speech = speech;
        this.pass = new TrunkPass(split, conditions, room);
        this.size = size();
    }

    /**
     * Fills the cache.
     *
     * @param progress is told of it, and of the reason if there is no cache
     * @return the cache; absent where the disk has no room for it
     * @throws IOException when the disk refuses
     */
    public Optional<TrunkCache> fill(Progress progress) throws IOException {
        EpochFeatures clean = (epoch, clip) -> speech.dev.get(clip).features();
        return pass.over(new Clips(speech.train, speech.shown), speech.draws, new Clips(speech.dev, clean), progress)
                .map(files -> new TrunkCache(files, size));
    }

    /** Values in a frame of the trunk's output. */
    private int size() {
        int coefficients = speech.train.get(0).features().coefficients();
        try (INDArray zeros = Nd4j.zeros(1, coefficients, 1);
                INDArray given = split.trunk(zeros, null)) {
            return (int) given.size(1);
        }
    }

    /** Clips as the trunk is shown them; each draw is that of an epoch. */
    private final class Clips implements TrunkExamples {
        private final List<Example> clips;
        private final EpochFeatures shown;

        Clips(List<Example> clips, EpochFeatures shown) {
            this.clips = clips;
            this.shown = shown;
        }

        @Override
        public int count() {
            return clips.size();
        }

        @Override
        public long values() {
            return size * Arrays.stream(Example.frames(clips)).asLongStream().sum();
        }

        @Override
        public void addTo(CacheKey key, int draw) {
            for (int clip = 0; clip < clips.size(); clip++) {
                shown.addTo(key, draw, clip);
            }
        }

        @Override
        public void run(int draw, ActivationFile.Sink sink, LongConsumer done) throws IOException {
            int[] count = new int[1];
            new AcousticModel(split::trunk)
                    .<IOException>run(Example.frames(clips), clip -> shown.of(draw, clip), (clip, output) -> {
                        sink.put(clip, output.values());
                        done.accept(++count[0]);
                    });
        }
    }
}
