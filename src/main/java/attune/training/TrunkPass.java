package attune.training;

import attune.files.FileTree;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
     * @return the files; absent if the disk has no room for those that are missing; then none is left
     * @throws IOException when the disk refuses
     */
    public Optional<TrunkFiles> over(TrunkExamples train, int draws, TrunkExamples dev, Progress progress)
            throws IOException {
        List<Part> parts = new ArrayList<>();
        for (int draw = 0; draw < draws; draw++) {
            String which = draws == 1 ? "" : " (draw " + (draw + 1) + " of " + draws + ")";
            parts.add(new Part("train-" + (draw + 1), "running the trunk" + which, train, draw));
        }
        parts.add(new Part("dev", "running the trunk on dev", dev, 0));
        Map<Part, ActivationFile> files = new HashMap<>();
        try {
            for (Part part : parts) {
                present(part, progress).ifPresent(file -> files.put(part, file));
            }
            List<Part> missing =
                    parts.stream().filter(part -> !files.containsKey(part)).toList();
            if (!missing.isEmpty() && !makeRoom(missing, files.keySet(), progress)) {
                close(files.values());
                FileTree.delete(room.folder(), entry -> true);
                return Optional.empty();
            }
            for (Part part : missing) {
                files.put(part, written(part, progress));
            }
        } catch (IOException | RuntimeException e) { // stopped, for example
            close(files.values());
            throw e;
        }
        List<ActivationFile> shown = parts.stream().map(files::get).toList();
        return Optional.of(new TrunkFiles(room.folder(), shown.subList(0, draws), shown.get(draws)));
    }

    /**
     * One file.
     *
     * @param name without its ending
     * @param title for progress
     * @param examples that it holds
     * @param draw of them
     */
    private record Part(String name, String title, TrunkExamples examples, int draw) {
        long bytes() {
            return ActivationFile.bytes(examples.count(), examples.values());
        }
    }

    /** A file that an earlier run completed, if it still holds the same. */
    private Optional<ActivationFile> present(Part part, Progress progress) throws IOException {
        Path file = path(part);
        if (!Files.exists(file)) { // and the key, for which all examples are read, tells nothing
            return Optional.empty();
        }
        progress.begin("checking the trunk cache", -1);
        return ActivationFile.open(file, key(part), part.examples.count());
    }

    /** Deletes what is of no use any more, and says whether there is room for what is missing. */
    private boolean makeRoom(List<Part> missing, Collection<Part> present, Progress progress) throws IOException {
        Set<Path> kept = present.stream().map(this::path).collect(Collectors.toCollection(HashSet::new));
        kept.add(room.folder());
        FileTree.delete(room.folder(), entry -> !kept.contains(entry));
        return room.holds(missing.stream().mapToLong(Part::bytes).sum(), progress);
    }

    private ActivationFile written(Part part, Progress progress) throws IOException {
        progress.begin(part.title, part.examples.count());
        return ActivationFile.write(
                path(part),
                key(part),
                part.examples.count(),
                sink -> part.examples.run(part.draw, sink, done -> {
                    progress.at(done, "");
                    progress.stopIfRequested("while running the trunk");
                }));
    }

    private Path path(Part part) {
        return room.folder().resolve(part.name + ".activations");
    }

    private String key(Part part) throws IOException {
        CacheKey key = new CacheKey().add(conditions);
        split.addTrunkTo(key);
        part.examples.addTo(key, part.draw);
        return key.hex();
    }

    private static void close(Collection<ActivationFile> files) throws IOException {
        for (ActivationFile file : files) {
            file.close();
        }
    }
}
