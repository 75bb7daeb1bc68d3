package attune.training;

import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a frozen trunk over all examples, once for each augmentation draw, into {@link TrunkFiles}. Complete files of an
 * earlier run are reused if trunk and examples are still the same, bit for bit.
 *
 * @param split the network, cut into trunk and head
 * @param conditions what else the exact output depends on, such as kernel and threads
 * @param room where the files go
 */
public record TrunkPass(SplitGraph split, String conditions, CacheRoom room) {

    /**
     * Runs the trunk.
     *
     * @param train training examples
     * @param draws number of draws of them, those of the first epochs
     * @param dev dev examples, shown unaltered
     * @param progress notified of progress, and of the reason if nothing is cached
     * @return the files; absent if the disk has no room for them
     * @throws IOException when the disk refuses
     */
    public Optional<TrunkFiles> over(TrunkExamples train, int draws, TrunkExamples dev, Progress progress)
            throws IOException {
        if (!room.holds(draws * bytes(train) + bytes(dev), progress)) {
            return Optional.empty();
        }
        List<ActivationFile> files = new ArrayList<>();
        try {
            return Optional.of(run(files, train, draws, dev, progress));
        } catch (IOException | RuntimeException e) { // stopped, for example
            for (ActivationFile file : files) {
                file.close();
            }
            throw e;
        }
    }

    private TrunkFiles run(
            List<ActivationFile> files, TrunkExamples train, int draws, TrunkExamples dev, Progress progress)
            throws IOException {
        for (int draw = 0; draw < draws; draw++) {
            String which = draws == 1 ? "" : " (draw " + (draw + 1) + " of " + draws + ")";
            progress.begin("running the trunk" + which, train.count());
            files.add(file("train-" + (draw + 1), train, draw, progress));
        }
        progress.begin("running the trunk on dev", dev.count());
        return new TrunkFiles(room.folder(), files, file("dev", dev, 0, progress));
    }

    private ActivationFile file(String name, TrunkExamples examples, int draw, Progress progress) throws IOException {
        Path file = room.folder().resolve(name + ".activations");
        CacheKey key = new CacheKey().add(conditions);
        split.addTrunkTo(key);
        examples.addTo(key, draw);
        return ActivationFile.openOrWrite(
                file,
                key.hex(),
                examples.count(),
                sink -> examples.run(draw, sink, done -> {
                    progress.at(done, "");
                    progress.stopIfRequested("while running the trunk");
                }));
    }

    private static long bytes(TrunkExamples examples) {
        return ActivationFile.bytes(examples.count(), examples.values());
    }
}
