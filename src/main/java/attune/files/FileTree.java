package attune.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Folders with everything in them. */
public final class FileTree {

    private FileTree() {}

    /**
     * Deletes files and folders, the deepest first.
     *
     * @param folder where they are; need not exist
     * @param doomed which of the folder itself and everything below it to delete; a folder goes only with all it holds
     * @throws IOException when the disk refuses
     */
    public static void delete(Path folder, Predicate<Path> doomed) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        List<Path> entries;
        try (Stream<Path> tree = Files.walk(folder)) {
            entries = tree.filter(doomed).sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : entries) {
            Files.delete(entry);
        }
    }
}
