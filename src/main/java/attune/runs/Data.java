package attune.runs;

import java.nio.file.Path;
import java.util.List;

/**
 * What a run trains on and is scored on, once it has been found.
 *
 * @param sha256 digest of everything the outcome depends on: ids, texts or labels, and contents, in order
 * @param contents what the data is called in messages, such as "clips or texts"
 * @param description the amount of training data, for provenance, such as "312 clips, 0.30 hours"
 * @param files all files and folders that belong to it
 * @param rejected number of examples left out because they could not be read
 */
public record Data(String sha256, String contents, String description, List<Path> files, int rejected) {
    /** Copies the list. */
    public Data {
        files = List.copyOf(files);
    }
}
