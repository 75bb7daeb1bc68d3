package attune.training;

import attune.files.FileTree;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Whether the disk has room for the output of a frozen trunk.
 *
 * @param folder for the cache and nothing else
 * @param reserveBytes to leave free besides
 */
public record CacheRoom(Path folder, long reserveBytes) {
    /** For checkpoints and the finished model, and for clips that a change of pace makes longer than planned. */
    public static final long RESERVE_BYTES = 1L << 29;

    /**
     * Room with the usual reserve.
     *
     * @param folder for the cache and nothing else
     */
    public CacheRoom(Path folder) {
        this(folder, RESERVE_BYTES);
    }

    /**
     * Checks.
     *
     * @param neededBytes size of the cache
     * @param progress is warned if there is not enough; the folder is then deleted
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
                "%s: the trunk cache needs %.1f GB and %.1f GB must stay free, but the disk has %.1f GB; the trunk runs in every epoch instead",
                folder,
                neededBytes / 1e9,
                reserveBytes / 1e9,
                usable / 1e9));
        return false;
    }

    /** Existing files count as room: they are either used or replaced. */
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
