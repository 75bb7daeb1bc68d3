package attune.runs;

import static attune.fault.Parameter.named;

import attune.fault.UserFault;
import attune.files.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Identifies a run's source model in its plan, so that the run never continues from another. */
public final class SourceDigest {
    private SourceDigest() {}

    /**
     * Computes it.
     *
     * @param model a bundle
     * @return the SHA-256 of a bundle that is one file; for a folder, that of a list of its files as {@code sha256sum}
     *     prints it
     * @throws IOException if it cannot be read
     */
    public static String of(Path model) throws IOException {
        if (!Files.isDirectory(model)) {
            return Digest.sha256(model);
        }
        StringBuilder list = new StringBuilder();
        try (Stream<Path> entries = Files.list(model)) {
            for (Path entry :
                    (Iterable<Path>) entries.filter(Files::isRegularFile).sorted()::iterator) {
                list.append(Digest.sha256(entry))
                        .append("  ")
                        .append(entry.getFileName())
                        .append('\n');
            }
        }
        return Digest.sha256(list.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Refuses to continue from another model.
     *
     * @param folder of the run or sweep
     * @param what which it is, for the message
     * @param started the digest of the model it began with
     * @param given the digest of the model given now
     * @throws UserFault if these differ
     */
    public static void requireSame(Path folder, String what, String started, String given) {
        if (!started.equals(given)) {
            throw new UserFault(
                    folder + "/plan.json",
                    "this " + what + " started from another model (sha256 " + started + ")",
                    "give that model, or start anew with " + named("overwrite"));
        }
    }
}
