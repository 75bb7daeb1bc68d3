package attune.runs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run learns from and is judged by, once it has been found.
 *
 * @param sha256 digest of all that the outcome depends on: ids, texts or labels, and contents, in their order
 * @param contents what that is, for messages, such as "clips or texts"
 * @param description how much there is to learn from, for provenance, such as "312 clips, 0.30 hours"
 * @param files all files and folders that belong to it
 * @param rejected how many examples could not be read and were left out
 */
public record Data(String sha256, String contents, String description, List<Path> files, int rejected) {
    /** Copies the list. */
    public Data {
        files = List.copyOf(files);
    }
}
