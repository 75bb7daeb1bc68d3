package attune.speech.store;

import attune.files.AtomicFile;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * The contents of a cache's folder, and which of them have to go. Other processes may write and delete there meanwhile.
 */
final class CacheFolder {
    /** No file takes this long to write: the process that began it was killed. */
    private static final Duration ABANDONED = Duration.ofHours(1);

    private final Path folder;
    private final String ending;

    /** Looks only at files with this ending; anything else in the folder is not ours to delete. */
    CacheFolder(Path folder, String ending) {
        this.folder = folder;
        this.ending = ending;
    }

    private record Entry(Path file, long bytes, FileTime used) {}

    /**
     * Deletes the least recently used files until there is enough room below the limit, or nothing is left that may go.
     *
     * @param limitBytes what the folder may hold, never more than half of the disk space available to it
     * @param wantedBytes room to make once anything has to go, at most a tenth of the limit
     * @param keep files that may not go
     * @param now to recognise abandoned temporary files
     * @return the room there is now, not negative
     */
    long makeRoom(long limitBytes, long wantedBytes, Set<Path> keep, Instant now) throws IOException {
        List<Entry> entries = entries(now.minus(ABANDONED));
        long held = entries.stream().mapToLong(Entry::bytes).sum();
        long usable = Files.getFileStore(folder).getUsableSpace();
        long limit = Math.min(limitBytes, (usable + held) / 2);
        long aim = limit - Math.min(wantedBytes, limit / 10);
        entries.sort(Comparator.comparing(Entry::used));
        for (Entry entry : entries) {
            if (held <= aim) {
                break;
            }
            if (!keep.contains(entry.file)) {
                Files.deleteIfExists(entry.file);
                held -= entry.bytes;
            }
        }
        return Math.max(0, limit - held);
    }

    /** The cache's files; temporary ones last touched before a time are deleted. */
    private List<Entry> entries(Instant abandonedBefore) throws IOException {
        List<Entry> entries = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (file.getFileName().toString().endsWith(ending)) {
                    entries.add(new Entry(file, attributes.size(), attributes.lastModifiedTime()));
                } else if (AtomicFile.isPart(file)
                        && attributes.lastModifiedTime().toInstant().isBefore(abandonedBefore)) {
                    Files.deleteIfExists(file);
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException gone) {
                return FileVisitResult.CONTINUE;
            }
        });
        return entries;
    }
}
