package attune.jobs;

import attune.fault.UserFault;
import attune.files.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a run's plan knows its source model by, so that it never goes on from another. */
final class SourceDigest {
    private static final String OF_A_FOLDER = "folder";

    private SourceDigest() {}

    /** The SHA-256 of a bundle that is one file; of a folder none is taken. */
    static String of(Path model) throws IOException {
        return Files.isRegularFile(model) ? Digest.sha256(model) : OF_A_FOLDER;
    }

    /** As provenance has it: null for a folder. */
    static @Nullable String inProvenance(String digest) {
        return digest.equals(OF_A_FOLDER) ? null : digest;
    }

    /**
     * Refuses to go on from another model.
     *
     * @param folder of what goes on
     * @param what it is, run or sweep
     */
    static void requireSame(Path folder, String what, String started, String given) {
        if (!started.equals(given)) {
            throw new UserFault(
                    folder + "/plan.json",
                    "this " + what + " started from another model (sha256 " + started + ")",
                    "give that model, or start anew with --overwrite");
        }
    }
}
