package attune.training;

import attune.files.FileTree;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether the disk has room for what a frozen trunk gives.
 *
 * @param folder of the cache, and of nothing else
 * @param reserveBytes left free beside it
 */
public record CacheRoom(Path folder, long reserveBytes) {
    /** For checkpoints and the finished model, and for clips that an altered pace made longer than planned. */
    public static final long RESERVE_BYTES = 1L << 29;

    /**
     * The room that leaves the usual reserve.
     *
     * @param folder of the cache, and of nothing else
     */
    public CacheRoom(Path folder) {
        this(folder, RESERVE_BYTES);
    }

    /**
     * Looks.
     *
     * @param neededBytes what the cache takes
     * @param progress is warned where there is not enough, and the folder deleted
     * @return whether there is enough
     * @throws IOException when the disk refuses
     */
    public boolean holds(long neededBytes, Progress progress) throws IOException {
        long usable = usable();
        if (usable - reserveBytes >= neededBytes) {
            return true;
        }
        FileTree.delete(folder, entry -> true);
        progress.warn(String.format(
                Locale.ROOT,
                "%s: the trunk cache needs %.1f GB beside %.1f GB to stay free, and the disk has %.1f GB; the trunk runs in every epoch instead",
                folder,
                neededBytes / 1e9,
                reserveBytes / 1e9,
                usable / 1e9));
        return false;
    }

    /** What is there already counts as room: it is either used or replaced. */
    private long usable() throws IOException {
        Files.createDirectories(folder);
        long present = 0;
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                present += Files.size(file);
            }
        }
        return Files.getFileStore(folder).getUsableSpace() + present;
    }
}
