package attune.lm;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A model just estimated, which can still be written in every format. */
public final class EstimatedModel {
    private final NgramTree tree;
    private final NgramModel model;
    private final List<Double> weights;

    EstimatedModel(NgramTree tree, NgramModel model, List<Double> weights) {
        this.tree = tree;
        this.model = model;
        this.weights = List.copyOf(weights);
    }

    /**
     * The model, ready for queries.
     *
     * @return as it would be read from a file
     */
    public NgramModel model() {
        return model;
    }

    /**
     * How many n-grams it has of each length.
     *
     * @return numbers for the lengths from 1
     */
    public List<Integer> counts() {
        return tree.depths().stream().map(NgramTree.Depth::size).collect(Collectors.toUnmodifiableList());
    }

    /**
     * The weight of each text.
     *
     * @return weights summing to one; a single 1 for texts that were pooled
     */
    public List<Double> weights() {
        return weights;
    }

    /**
     * Writes it, whole or not at all, in the format that the name gives.
     *
     * @param file {@code *.arpa}, {@code *.arpa.gz} or {@code *.lm}
     * @throws attune.fault.UserFault for any other name
     * @throws IOException when the disk refuses
     */
    public void write(Path file) throws IOException {
        switch (LanguageModels.format(file)) {
            case ARPA -> ArpaWriter.write(file, tree);
            case BINARY -> BinaryWriter.write(file, model.tables());
        }
    }
}
