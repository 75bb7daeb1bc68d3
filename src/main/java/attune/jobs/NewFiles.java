package attune.jobs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import java.io.IOException;
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

    /** Refuses a file that exists, unless it is the model's own. */
    static void requireAbsentOr(Path own, Path out) throws IOException {
        if (Files.exists(out) && (Files.isDirectory(out) || !Files.isSameFile(out, own))) {
            throw new UserFault(
                    out.toString(), "already exists", "give another " + named("out") + ", or the model's own file");
        }
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
