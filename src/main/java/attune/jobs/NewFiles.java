package attune.jobs;

import attune.fault.UserFault;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/** Refuses to write over what is there. */
final class NewFiles {
    private NewFiles() {}

    /** Refuses a file or folder that exists. */
    static void requireAbsent(Path out) {
        requireAbsent(List.of(out), "name");
    }

    /**
     * Refuses files that exist.
     *
     * @param another what the user can give another of, such as {@code folder}
     */
    static void requireAbsent(Collection<Path> files, String another) {
        for (Path file : files) {
            if (Files.exists(file)) {
                throw new UserFault(file.toString(), "already exists", "give another " + another + ", or remove it");
            }
        }
    }
}
