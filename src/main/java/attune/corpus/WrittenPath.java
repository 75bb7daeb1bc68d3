package attune.corpus;

import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.Objects;

/** Writes audio paths so that a manifest can be moved together with its audio. */
final class WrittenPath {
    private WrittenPath() {}

    /**
     * The path from a folder, with slashes; absolute where there is no way. In a folder of another file system than the
     * machine's, what is on the machine is a URI.
     */
    static String from(Path realFolder, Path audio) {
        Path absolute = audio.toAbsolutePath().normalize();
        FileSystem machine = FileSystems.getDefault();
        if (absolute.getFileSystem().equals(machine)
                && !realFolder.getFileSystem().equals(machine)
                && !"file".equals(realFolder.toUri().getScheme())) {
            return "file://" + absolute;
        }
        if (!Objects.equals(realFolder.getRoot(), absolute.getRoot())) {
            return absolute.toString(); // another drive
        }
        return realFolder
                .relativize(absolute)
                .toString()
                .replace(realFolder.getFileSystem().getSeparator(), "/");
    }
}
