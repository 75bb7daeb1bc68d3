package attune.vision;

/**
 * Scales a part of a picture to a square: every pixel is the mean of the area under it, weighted by a triangle two of
 * its own pixels wide, so that fine patterns do not alias. The same as Pillow's and torchvision's antialiased
 * "bilinear", without their intermediate rounding to 8 bits.
 */
final class Resampling {

    private Resampling() {}

    /** For each pixel of a row or column, the start of its weights and the weights, which sum to 1. */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and used in the innermost loop
    private record Weights(int[] from, double[][] of) {}

    /**
     * Scales.
     *
     * @return [channel × row × column], 0 to 255
     */
    static float[] square(Picture picture, Crop crop, int size) {
        Weights columns = weights(crop.left(), crop.width(), picture.width(), size);
        Weights rows = weights(crop.top(), crop.height(), picture.height(), size);
        float[] values = new float[ImageFormat.CHANNELS * size * size];
        for (int channel = 0; channel < ImageFormat.CHANNELS; channel++) {
            double[][] narrow = narrowed(picture, channel, rows, columns);
            for (int row = 0; row < size; row++) {
                for (int column = 0; column < size; column++) {
                    double sum = 0;
                    double[] weights = rows.of[row];
                    for (int k = 0; k < weights.length; k++) {
                        sum += weights[k] * narrow[rows.from[row] + k][column];
                    }
                    int shown = crop.mirrored() ? size - 1 - column : column;
                    values[(channel * size + row) * size + shown] = (float) sum;
                }
            }
        }
        return values;
    }

    /** The needed rows, scaled to their new width. */
    private static double[][] narrowed(Picture picture, int channel, Weights rows, Weights columns) {
        int size = columns.from.length;
        double[][] narrow = new double[picture.height()][];
        int last = rows.from[size - 1] + rows.of[size - 1].length;
        for (int row = rows.from[0]; row < last; row++) {
            narrow[row] = new double[size];
            for (int column = 0; column < size; column++) {
                double[] weights = columns.of[column];
                for (int k = 0; k < weights.length; k++) {
                    narrow[row][column] += weights[k] * picture.value(channel, row, columns.from[column] + k);
                }
            }
        }
        return narrow;
    }

    private static Weights weights(double start, double length, int available, int size) {
        double scale = length / size;
        double reach = Math.max(1, scale); // when enlarging, the triangle is as wide as the picture's own pixels
        int[] from = new int[size];
        double[][] of = new double[size][];
        for (int i = 0; i < size; i++) {
            double middle = start + (i + 0.5) * scale;
            int first = Math.min(available - 1, Math.max(0, (int) Math.ceil(middle - reach - 0.5)));
            int end = Math.max(first + 1, Math.min(available, (int) Math.floor(middle + reach - 0.5) + 1));
            from[i] = first;
            of[i] = new double[end - first];
            double sum = 0;
            for (int k = 0; k < of[i].length; k++) {
                of[i][k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - middle) / reach);
                sum += of[i][k];
            }
            for (int k = 0; k < of[i].length; k++) {
                of[i][k] = sum > 0 ? of[i][k] / sum : 1.0 / of[i].length;
            }
        }
        return new Weights(from, of);
    }
}
