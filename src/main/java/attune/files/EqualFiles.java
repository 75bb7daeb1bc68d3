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
                byLength.computeIfAbsent(Files.size(file), length -> new LinkedHashSet<>())
                        .add(file.toRealPath());
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
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        long length = Files.size(file);
        Set<Path> alike = byLength.getOrDefault(length, Set.of());
        Path real = file.toRealPath();
        if (alike.contains(real)) {
            return Optional.of(real);
        }
        if (alike.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Path> known = byDigest.get(length);
        if (known == null) {
            known = digests(alike);
            byDigest.put(length, known);
        }
        return Optional.ofNullable(known.get(Digest.sha256(real)));
    }

    private static Map<String, Path> digests(Set<Path> files) throws IOException {
        Map<String, Path> digests = new HashMap<>();
        for (Path file : files) {
            digests.putIfAbsent(Digest.sha256(file), file);
        }
        return digests;
    }
}
