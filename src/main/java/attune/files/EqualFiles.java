package attune.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds files with the same bytes as known ones, whatever their names. Reads only files of the same length. */
public final class EqualFiles {
    /** The real path of each known file, so that asking for one of them costs no look at the disk. */
    private final Map<Path, Path> real = new HashMap<>();

    private final Map<Long, Set<Path>> byLength = new HashMap<>();
    /** The first file with each digest, for each length that was asked for. */
    private final Map<Long, Map<String, Path>> byDigest = new HashMap<>();

    /**
     * Remembers files.
     *
     * @param known any; one that is missing equals none
     * @throws IOException if the disk refuses
     */
    public EqualFiles(Collection<Path> known) throws IOException {
        for (Path file : known) {
            if (Files.isRegularFile(file)) {
                Path path = file.toRealPath();
                real.put(file, path);
                byLength.computeIfAbsent(Files.size(file), length -> new LinkedHashSet<>())
                        .add(path);
            }
        }
    }

    /**
     * The known file with these contents.
     *
     * @param file any
     * @return its real path, the file itself if that is known, otherwise the first of those with its bytes
     * @throws IOException if the disk refuses
     */
    public Optional<Path> equalTo(Path file) throws IOException {
        Path known = real.get(file);
        if (known != null) {
            return Optional.of(known);
        }
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        long length = Files.size(file);
        Set<Path> alike = byLength.getOrDefault(length, Set.of());
        Path path = file.toRealPath();
        if (alike.contains(path)) {
            return Optional.of(path);
        }
        if (alike.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Path> digests = byDigest.get(length);
        if (digests == null) {
            digests = digests(alike);
            byDigest.put(length, digests);
        }
        return Optional.ofNullable(digests.get(Digest.sha256(path)));
    }

    private static Map<String, Path> digests(Set<Path> files) throws IOException {
        Map<String, Path> digests = new HashMap<>();
        for (Path file : files) {
            digests.putIfAbsent(Digest.sha256(file), file);
        }
        return digests;
    }
}
