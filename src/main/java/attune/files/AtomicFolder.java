package attune.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writes a folder so that a kill or a full disk at any moment leaves either nothing under its name or all of it: the files
 * go to a temporary folder beside it, which takes the real name in one step.
 */
public final class AtomicFolder {

    private AtomicFolder() {}

    /** Writes a folder's files. */
    @FunctionalInterface
    public interface Body {
        /**
         * Writes all files.
         *
         * @param folder the temporary folder, which is there and empty
         * @throws IOException when the disk refuses
         */
        void writeTo(Path folder) throws IOException;
    }

    /**
     * Writes a folder that is not there yet; missing folders above it are made.
     *
     * @param folder its name
     * @param body writes its files
     * @throws IOException when the disk refuses, or there is a folder that is not empty
     */
    public static void write(Path folder, Body body) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        Path above = Objects.requireNonNull(target.getParent(), "a folder that can be made is in another");
        Path temporary = above.resolve("." + target.getFileName() + ".part");
        FileTree.delete(temporary, file -> true); // of a run that was killed
        Files.createDirectories(temporary);
        try {
            body.writeTo(temporary);
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            FileTree.delete(temporary, file -> true);
        }
    }
}
