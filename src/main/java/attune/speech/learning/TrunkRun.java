package attune.speech.learning;

import attune.features.FeatureMatrix;
import attune.progress.Progress;
import attune.speech.AcousticModel;
import attune.speech.store.Example;
import attune.training.ActivationFile;
import attune.training.CacheKey;
import attune.training.CacheRoom;
import attune.training.SplitGraph;
import attune.training.TrunkFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs a frozen trunk over all clips, once for each augmentation draw, into a {@link TrunkCache}. What an earlier run
 * left whole is used again, if trunk and features are still the same, bit for bit.
 */
public final class TrunkRun {
    private final SplitGraph split;
    private final Speech speech;
    private final String conditions;
    private final Path folder;
    private final long reserveBytes;
    private final int size;

    /**
     * What to run over.
     *
     * @param train clips to learn from
     * @param shown what the trunk is shown of them
     * @param draws how many draws to run, the first epochs'
     * @param dev clips to be judged by, shown as they are
     */
    public record Speech(List<Example> train, EpochFeatures shown, int draws, List<Example> dev) {}

    /**
     * A run.
     *
     * @param split the network, cut at {@link TrunkCache#boundary}
     * @param speech what to run it over
     * @param conditions what else the bits depend on, such as kernel and threads
     * @param folder for the cache's files, of its own
     */
    public TrunkRun(SplitGraph split, Speech speech, String conditions, Path folder) {
        this(split, speech, conditions, folder, CacheRoom.RESERVE_BYTES);
    }

    TrunkRun(SplitGraph split, Speech speech, String conditions, Path folder, long reserveBytes) {
        this.split = split;
        this.speech = speech;
        this.conditions = conditions;
        this.folder = folder;
        this.reserveBytes = reserveBytes;
        this.size = size();
    }

    /**
     * Fills the cache.
     *
     * @param progress hears of it, and why where there is none
     * @return the cache; absent where the disk has no room for it
     * @throws IOException when the disk refuses
     */
    public Optional<TrunkCache> fill(Progress progress) throws IOException {
        if (!new CacheRoom(folder, reserveBytes).holds(needed(), progress)) {
            return Optional.empty();
        }
        List<ActivationFile> draws = new ArrayList<>();
        for (int draw = 0; draw < speech.draws; draw++) {
            int epoch = draw;
            String what = speech.draws == 1 ? "" : " (draw " + (draw + 1) + " of " + speech.draws + ")";
            progress.begin("running the trunk" + what, speech.train.size());
            draws.add(file("train-" + (draw + 1), speech.train, speech.shown, epoch, progress));
        }
        progress.begin("running the trunk on dev", speech.dev.size());
        EpochFeatures clean = (epoch, clip) -> speech.dev.get(clip).features();
        ActivationFile dev = file("dev", speech.dev, clean, 0, progress);
        return Optional.of(new TrunkCache(new TrunkFiles(folder, draws, dev), size));
    }

    private ActivationFile file(String name, List<Example> clips, EpochFeatures shown, int epoch, Progress progress)
            throws IOException {
        Path file = folder.resolve(name + ".activations");
        String key = key(clips.size(), shown, epoch);
        return ActivationFile.openOrWrite(
                file, key, clips.size(), sink -> run(clips, clip -> shown.of(epoch, clip), sink, progress));
    }

    private void run(List<Example> clips, IntFunction<FeatureMatrix> shown, ActivationFile.Sink sink, Progress progress)
            throws IOException {
        int[] done = new int[1];
        new AcousticModel(split::trunk).<IOException>run(Example.frames(clips), shown, (clip, output) -> {
            sink.put(clip, output.values());
            progress.at(++done[0], "");
        });
    }

    /** By content or what it follows from: whatever changes the features, an augmentation above all, changes the key. */
    private String key(int clips, EpochFeatures shown, int epoch) {
        CacheKey key = new CacheKey().add(conditions);
        split.addTrunkTo(key);
        for (int clip = 0; clip < clips; clip++) {
            shown.addTo(key, epoch, clip);
        }
        return key.hex();
    }

    /** Values of a frame of the trunk's output. */
    private int size() {
        int coefficients = speech.train.get(0).features().coefficients();
        try (INDArray zeros = Nd4j.zeros(1, coefficients, 1);
                INDArray given = split.trunk(zeros, null)) {
            return (int) given.size(1);
        }
    }

    private long needed() {
        return speech.draws * bytes(speech.train) + bytes(speech.dev);
    }

    private long bytes(List<Example> clips) {
        long frames = 0;
        for (int count : Example.frames(clips)) {
            frames += count;
        }
        return ActivationFile.bytes(clips.size(), frames * size);
    }
}
