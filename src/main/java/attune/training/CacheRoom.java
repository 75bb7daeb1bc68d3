package attune.training;

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
     * @param neededBytes size of what is to be written
     * @param progress is warned if there is not enough
     * @return whether there is enough
     * @throws IOException when the disk refuses
     */
    public boolean holds(long neededBytes, Progress progress) throws IOException {
        Files.createDirectories(folder);
        long usable = Files.getFileStore(folder).getUsableSpace();
        if (usable - reserveBytes >= neededBytes) {
            return true;
        }
        progress.warn(String.format(
                Locale.ROOT,
                "%s: the trunk cache needs %.1f GB and %.1f GB must stay free, but the disk has %.1f GB; the trunk runs in every epoch instead",
                folder,
                neededBytes / 1e9,
                reserveBytes / 1e9,
                usable / 1e9));
        return false;
    }
}
