package attune.features;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The golden files that {@code golden/make_golden.py} writes: a row of numbers a line. */
final class Golden {

    private Golden() {}

    static double[][] rows(String name) {
        try (InputStream in = Golden.class.getResourceAsStream("golden/" + name + ".txt")) {
            if (in == null) {
                throw new AssertionError("no golden file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(line -> Arrays.stream(line.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray())
                    .toArray(double[][]::new);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The clip all stages start from. */
    static float[] clip() {
        return floats(Arrays.stream(rows("clip")[0]).map(v -> v / 32768).toArray());
    }

    /** The front end the script computes: the standard one with statistics made up there. */
    static LogMelFrontEnd frontEnd() {
        float[] means = new float[80];
        float[] deviations = new float[80];
        for (int band = 0; band < 80; band++) {
            means[band] = -3f - band / 64f;
            deviations[band] = 1.5f + band / 128f;
        }
        return LogMelFrontEnd.standard().with(new BandStatistics(means, deviations));
    }

    static float[] floats(double[] values) {
        float[] result = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = (float) values[i];
        }
        return result;
    }

    /** The largest difference anywhere, which must not be taken over no values. */
    static double worstDifference(List<float[]> actual, double[][] expected) {
        if (actual.size() != expected.length) {
            throw new AssertionError(actual.size() + " rows instead of " + expected.length);
        }
        double worst = 0;
        for (int row = 0; row < expected.length; row++) {
            if (actual.get(row).length != expected[row].length) {
                throw new AssertionError(actual.get(row).length + " columns instead of " + expected[row].length);
            }
            for (int i = 0; i < expected[row].length; i++) {
                double difference = Math.abs(actual.get(row)[i] - expected[row][i]);
                // Written so that a NaN is the worst of all.
                worst = difference <= worst ? worst : difference;
            }
        }
        return worst;
    }
}
