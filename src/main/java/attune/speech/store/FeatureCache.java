package attune.speech.store;

import attune.features.FeatureMatrix;
import attune.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Features on disk, kept between runs and shared by concurrent ones: one file per clip, named by all that determines it
 * (see {@link FeatureKeys}), written completely or not at all, and checked when read. Nothing in it is ever needed:
 * what is missing or damaged is computed again, and a disk that fails is reported once and then left alone.
 *
 * <p>The folder is kept below a limit: the least recently used files go first, but never those this object has read or
 * written. Concurrent runs each keep to the limit as of their last look at the folder, so together they may exceed it
 * slightly. Safe for many threads.
 */
public final class FeatureCache {
    /** Default limit on the folder's size. */
    public static final long USUAL_LIMIT_BYTES = 20L << 30;

    private static final String SUBFOLDER = "features";
    private static final String ENDING = ".features";
    /** How much may be written before looking at the folder again, since other runs write as well. */
    private static final long LOOK_EVERY_BYTES = 256L << 20;

    private final Path folder;
    private final long limitBytes;
    private final Clock clock = Clock.systemUTC();
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private long roomBytes;
    private boolean full;
    private boolean fullTold;
    private boolean refused;
    private Optional<IOException> untold = Optional.empty();

    /**
     * A cache.
     *
     * @param folder where it is kept; created on the first write
     * @param limitBytes what it may hold, never more than half of the disk space available to it
     */
    public FeatureCache(Path folder, long limitBytes) {
        this.folder = folder.resolve(SUBFOLDER);
        this.limitBytes = limitBytes;
    }

    /**
     * Where it is.
     *
     * @return a folder, which need not exist yet
     */
    public Path folder() {
        return folder;
    }

    /** The number of frames stored for a key; reads the file's header only. */
    OptionalInt frames(FeatureKey key) {
        Path file = file(key);
        try {
            OptionalInt frames = FeatureFile.frames(file, key);
            if (frames.isPresent()) {
                use(file);
            }
            return frames;
        } catch (IOException e) {
            return OptionalInt.empty();
        }
    }

    /** The features of a key, if they are there and intact. */
    Optional<FeatureMatrix> read(FeatureKey key) {
        try {
            return FeatureFile.read(file(key), key);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps features if there is room for them.
     *
     * @return whether the disk works; false from its first failure on
     */
    boolean write(FeatureKey key, FeatureMatrix features) {
        try {
            if (reserve(FeatureFile.bytes(features))) {
                Path file = file(key);
                inUse.add(file);
                AtomicFile.writeAmongOthers(file, out -> FeatureFile.write(out, key, features));
            }
        } catch (IOException e) {
            refuse(e);
        }
        return !isRefused();
    }

    /** Whether something was not kept, since there was no more room for it; told only once. */
    synchronized boolean takeFullness() {
        boolean news = full && !fullTold;
        fullTold = full;
        return news;
    }

    /** Why the disk failed; given only once. */
    synchronized Optional<IOException> takeTrouble() {
        Optional<IOException> trouble = untold;
        untold = Optional.empty();
        return trouble;
    }

    private synchronized void refuse(IOException e) {
        if (!refused) {
            refused = true;
            untold = Optional.of(e);
        }
    }

    private synchronized boolean isRefused() {
        return refused;
    }

    private synchronized boolean reserve(long bytes) throws IOException {
        if (full || refused) {
            return false;
        }
        if (bytes > roomBytes) {
            CacheFolder contents = new CacheFolder(Files.createDirectories(folder), ENDING);
            long room = contents.makeRoom(limitBytes, LOOK_EVERY_BYTES, inUse, clock.instant());
            full = bytes > room;
            roomBytes = Math.min(room, LOOK_EVERY_BYTES);
        }
        roomBytes -= bytes;
        return !full;
    }

    /** Marks a file as used now; where that is not allowed, it can still be read. */
    private void use(Path file) {
        inUse.add(file);
        try {
            Files.setLastModifiedTime(file, FileTime.from(clock.instant()));
        } catch (IOException e) {
            // Then it only looks older than it is.
            return;
        }
    }

    private Path file(FeatureKey key) {
        return folder.resolve(key.hex().substring(0, 2)).resolve(key.hex().substring(2) + ENDING);
    }
}
