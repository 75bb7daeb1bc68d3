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
}
