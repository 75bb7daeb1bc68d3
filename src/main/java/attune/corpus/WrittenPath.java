package attune.corpus;

import java.nio.file.Path;
import java.util.Objects;

/** Writes audio paths so that a manifest can be moved together with its audio. */
final class WrittenPath {
    private WrittenPath() {}

    /** The path from a folder, with slashes; absolute where there is no way. */
    static String from(Path realFolder, Path audio) {
        Path absolute = audio.toAbsolutePath().normalize();
        if (!Objects.equals(realFolder.getRoot(), absolute.getRoot())) {
            return absolute.toString(); // another drive
        }
        return realFolder
                .relativize(absolute)
                .toString()
                .replace(realFolder.getFileSystem().getSeparator(), "/");
    }
}
