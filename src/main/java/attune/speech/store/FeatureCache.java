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
 * Features on disk, from run to run and for many runs at once: one file a clip, named by all that determines it (see
 * {@link FeatureKeys}), written whole or not at all and checked when read. Nothing in it is ever needed: what is missing
 * or damaged is computed, and a disk that refuses is reported once and left alone.
 *
 * <p>The folder is kept below a limit: files used longest ago go first, never those this object has given or taken.
 * Runs side by side each keep to the limit as of their last look at the folder, so together they may pass it by a
 * little. Safe for many threads.
 */
public final class FeatureCache {
    /** What the folder may hold unless told otherwise. */
    public static final long USUAL_LIMIT_BYTES = 20L << 30;

    private static final String SUBFOLDER = "features";
    private static final String ENDING = ".features";
    /** How much may be written before the folder is looked at again, since other runs write as well. */
    private static final long LOOK_EVERY_BYTES = 256L << 20;

    private final Path folder;
    private final long limitBytes;
    private final Clock clock = Clock.systemUTC();
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private long roomBytes;
    private boolean full;
    private boolean refused;
    private Optional<IOException> untold = Optional.empty();

    /**
     * A cache.
     *
     * @param folder where it is kept; made when first written to
     * @param limitBytes what it may hold, though never more than half of what the disk has for it
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

    /** How many frames are there for a key; only the file's header is looked at. */
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

    /** The features of a key, if they are there without a flaw. */
    Optional<FeatureMatrix> read(FeatureKey key) {
        try {
            return FeatureFile.read(file(key), key);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * Keeps features, where there is room for them.
     *
     * @return whether the disk did its part; false from its first refusal on
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

    /** Why the disk refused, once. */
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

    /** Marks a file as used now; where that is not allowed it can be read all the same. */
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
