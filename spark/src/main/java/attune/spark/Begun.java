package attune.spark;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Which clips of a shard earlier attempts ended with: each attempt that goes clip by clip keeps a file with the number of
 * the clip that it is at, which outlives its process. Two attempts that ended during the same clip prove that it ends
 * them; one may have had another reason, such as a neighbour's death.
 */
final class Begun {
    private static final int PROOF = 2;

    private final Path own;
    private final Map<String, Integer> deaths = new HashMap<>();

    private Begun(Path own) {
        this.own = own;
    }

    /**
     * What earlier attempts left, if any has been.
     *
     * @param folder of the shard
     * @param attempt a name that no other attempt has
     */
    static Begun read(Path folder, String attempt) throws IOException {
        Files.createDirectories(folder);
        Begun begun = new Begun(folder.resolve(attempt));
        try (DirectoryStream<Path> notes = Files.newDirectoryStream(folder)) {
            for (Path note : notes) {
                begun.count(note);
            }
        }
        return begun;
    }

    /** One whose writer was killed in the middle is empty, or no clip's number. */
    private void count(Path note) throws IOException {
        try {
            deaths.merge(Files.readString(note), 1, Integer::sum);
        } catch (NoSuchFileException e) {
            // Its attempt has just ended.
        }
    }

    void begin(int clip) throws IOException {
        Files.writeString(own, String.valueOf(clip));
    }

    /** All clips are done: this attempt ends with none of them. */
    void end() throws IOException {
        Files.deleteIfExists(own);
    }

    /** How many earlier attempts ended with a clip. */
    int deaths(int clip) {
        return deaths.getOrDefault(String.valueOf(clip), 0);
    }

    boolean isProven(int clip) {
        return deaths(clip) >= PROOF;
    }
}
