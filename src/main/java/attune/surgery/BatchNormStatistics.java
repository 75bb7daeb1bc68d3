package attune.surgery;

/**
 * The treatment of the running mean and variance of batch normalisations that do not learn. If one learns, its
 * statistics always follow the data.
 */
public enum BatchNormStatistics {
    /** Kept, and used for normalisation in training as in inference. */
    KEEP,
    /**
     * Updated from the new data, with each training batch normalised by its own statistics; the layers' weights stay.
     */
    UPDATE
}
