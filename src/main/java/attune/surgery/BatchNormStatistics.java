package attune.surgery;

/**
 * What becomes of the running mean and variance of batch normalisations that do not learn. Where one learns, its
 * statistics always follow the data.
 */
public enum BatchNormStatistics {
    /** They stay, and normalise in training as they do in use. */
    KEEP,
    /** They follow the new data, each batch normalised by its own in training; the layers' weights stay. */
    UPDATE
}
