package attune.vision.adaptation;

import attune.surgery.RowStart;

/**
 * What is asked of an adapted image model besides the operation on its network. Its classes are those of the pictures.
 *
 * @param copyOutputRows whether classes that the old output has, by name, begin with its weights
 * @param newLabels what the other classes begin as
 */
public record ImageChoices(boolean copyOutputRows, RowStart.Unknowns newLabels) {
    /** Classes begin as they were, new ones as the mean of all. */
    public static final ImageChoices USUAL = new ImageChoices(true, RowStart.Unknowns.MEAN);

    /**
     * The same with an output that begins with random weights.
     *
     * @return the choices
     */
    public ImageChoices withRandomOutput() {
        return new ImageChoices(false, newLabels);
    }

    /**
     * The same with another beginning of classes that the old output has not.
     *
     * @param others what they begin as
     * @return the choices
     */
    public ImageChoices withNewLabels(RowStart.Unknowns others) {
        return new ImageChoices(copyOutputRows, others);
    }
}
