package attune.training;

import attune.files.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The output of a frozen trunk for every example, on disk while the head above it is trained: one file for each
 * augmentation draw of the training examples, one for the dev examples. Thread-safe.
 *
 * @param folder for these files and nothing else
 * @param draws a file for each draw, at least one
 * @param dev the file for the dev examples
 */
public record TrunkFiles(Path folder, List<ActivationFile> draws, ActivationFile dev) implements AutoCloseable {

    /** Copies the list. */
    public TrunkFiles {
        draws = List.copyOf(draws);
    }

    /**
     * The trunk's output for a training example.
     *
     * @param showing number of times the example was shown before; draws take turns
     * @param example its number
     * @return all values
     */
    public float[] train(int showing, int example) {
        return draws.get(showing % draws.size()).read(example);
    }

    @Override
    public void close() throws IOException {
        for (ActivationFile draw : draws) {
            draw.close();
        }
        dev.close();
    }

    /**
     * Closes the files and deletes them.
     *
     * @throws IOException when the disk refuses
     */
    public void delete() throws IOException {
        close();
        FileTree.delete(folder, entry -> true);
    }
}
