package attune.vision.adaptation;

import attune.surgery.RowStart;

/**
 * The choices for an adapted image model besides the operation on its network. Its classes are those of the pictures.
 *
 * @param copyOutputRows whether classes that the old output has, by name, start with its weights
 * @param newLabels initial weights of the other classes
 */
public record ImageChoices(boolean copyOutputRows, RowStart.Unknowns newLabels) {
    /** Known classes keep their weights, new ones start at the mean of all. */
    public static final ImageChoices USUAL = new ImageChoices(true, RowStart.Unknowns.MEAN);

    /**
     * The same with random initial weights for the output.
     *
     * @return the choices
     */
    public ImageChoices withRandomOutput() {
        return new ImageChoices(false, newLabels);
    }

    /**
     * The same with other initial weights for classes that the old output lacks.
     *
     * @param others their initial weights
     * @return the choices
     */
    public ImageChoices withNewLabels(RowStart.Unknowns others) {
        return new ImageChoices(copyOutputRows, others);
    }
}
