package attune.features;

/**
 * What a network sees of a clip: [frame × coefficient].
 *
 * @param values row-major, one row a frame; owned by the matrix, not to be changed
 * @param frames number of rows, zero for a clip that is too short
 * @param coefficients number of columns, positive
 */
@SuppressWarnings("ArrayRecordComponent") // a matrix is its values; copying megabytes to be safe is not
public record FeatureMatrix(float[] values, int frames, int coefficients) {

    /** Refuses a shape that does not fit the values. */
    public FeatureMatrix {
        if (frames < 0 || coefficients <= 0 || values.length != (long) frames * coefficients) {
            throw new IllegalArgumentException(
                    values.length + " values do not make " + frames + " frames of " + coefficients + " coefficients");
        }
    }

    /**
     * One value.
     *
     * @param frame row, from 0
     * @param coefficient column, from 0
     * @return the value there
     */
    public float value(int frame, int coefficient) {
        return values[frame * coefficients + coefficient];
    }
}
