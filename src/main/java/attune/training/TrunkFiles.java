package attune.training;

import attune.files.FileTree;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * What a frozen trunk gave for every example, on disk for as long as the head above it is trained: one file for each
 * augmentation draw of the training examples, one for those of dev. Safe for use by several threads.
 *
 * @param folder of these files, and of nothing else
 * @param draws at least one
 * @param dev of the examples to be judged by
 */
public record TrunkFiles(Path folder, List<ActivationFile> draws, ActivationFile dev) implements AutoCloseable {

    /** Copies the list. */
    public TrunkFiles {
        draws = List.copyOf(draws);
    }

    /**
     * What the trunk gave for a training example.
     *
     * @param showing how often the example was shown before; draws take turns
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
