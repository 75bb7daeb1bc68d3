package attune.ctc;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Small helpers of the tests in this package: random clips, and rows to views and back. */
final class Clips {
    private Clips() {}

    /** Approximately normal random logits with a given standard deviation. */
    static double[][] logits(SplittableRandom random, int frames, int outputs, double spread) {
        double[][] rows = new double[frames][outputs];
        for (double[] row : rows) {
            Arrays.setAll(row, c -> spread * random.nextGaussian());
        }
        return rows;
    }

    /** Random labels without the blank, repeats likely where there are few outputs. */
    static int[] labels(SplittableRandom random, int count, int outputs, int blank) {
        int[] labels = new int[count];
        Arrays.setAll(labels, i -> (blank + 1 + random.nextInt(outputs - 1)) % outputs);
        return labels;
    }

    static FrameView view(double[][] rows, int outputs) {
        double[] values = Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
        return FrameView.of(values, FrameLayout.contiguous(rows.length, outputs));
    }

    static double[][] rows(FrameView view) {
        double[][] rows = new double[view.layout().frames()][view.layout().outputs()];
        for (int t = 0; t < rows.length; t++) {
            for (int c = 0; c < rows[t].length; c++) {
                rows[t][c] = view.get(t, c);
            }
        }
        return rows;
    }

    /** Largest absolute difference between two matrices. */
    static double distance(double[][] a, double[][] b) {
        double largest = 0;
        for (int t = 0; t < a.length; t++) {
            for (int c = 0; c < a[t].length; c++) {
                double difference = Math.abs(a[t][c] - b[t][c]);
                largest = Double.isNaN(difference) ? Double.NaN : Math.max(largest, difference);
            }
        }
        return largest;
    }
}
