package attune.surgery;

import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Transfers the source's output to the new one. Requires that both are a matrix, with or without a bias, on inputs of
 * the same size.
 */
public final class OutputRows {
    /**
     * Noise relative to the weights' root mean square: too little to matter, enough to separate rows with the same
     * start.
     */
    private static final double NOISE = 0.01;

    private static final String WEIGHTS = "W";
    private static final String BIAS = "b";

    private final Layer from;
    private final Layer to;
    private final SplittableRandom random;

    private OutputRows(Layer from, Layer to, RunSeed seed) {
        this.from = from;
        this.to = to;
        this.random = seed.stream("output rows");
    }

    /**
     * The wanted initial values of the rows of a new output.
     *
     * @param starts one per row
     * @param known rows of the old output for labels or classes, over which a mean is taken; excludes the blank
     * @param unknowns initial values of unknown rows
     */
    public record Wanted(List<RowStart> starts, List<Integer> known, RowStart.Unknowns unknowns) {
        /** Copies the lists. */
        public Wanted {
            starts = List.copyOf(starts);
            known = List.copyOf(known);
        }
    }

    /**
     * How the rows of the new output were initialised, as counts.
     *
     * @param copied copies of a row of the old output
     * @param alike a similar row of the old output, with noise
     * @param mean mean of the old rows, with noise
     * @param random as drawn for the new layer
     */
    public record Beginnings(int copied, int alike, int mean, int random) {}

    /**
     * Writes the initial values into an operated network.
     *
     * @param source the network to copy from, with one output
     * @param operated the network to write to; changed
     * @param wanted the start of each row of its output
     * @param seed of the noise
     * @return the number of rows by kind; all random if the outputs do not match or share nothing
     */
    public static Beginnings give(ComputationGraph source, ComputationGraph operated, Wanted wanted, RunSeed seed) {
        Layer from = outputOf(source);
        Layer to = outputOf(operated);
        boolean sharesSomething = wanted.starts.stream().anyMatch(start -> !(start instanceof RowStart.Unknown));
        return sharesSomething && fits(from, to)
                ? new OutputRows(from, to, seed).give(wanted)
                : new Beginnings(0, 0, 0, wanted.starts.size());
    }

    private static Layer outputOf(ComputationGraph network) {
        return network.getLayer(network.getConfiguration().getNetworkOutputs().get(0));
    }

    /** A foreign network may end in a layer without weights, or of another kind. */
    private static boolean fits(Layer from, Layer to) {
        INDArray old = from.paramTable().get(WEIGHTS);
        INDArray fresh = to.paramTable().get(WEIGHTS);
        return old != null && fresh != null && old.rank() == 2 && fresh.rank() == 2 && old.size(0) == fresh.size(0);
    }

    private Beginnings give(Wanted wanted) {
        int copied = 0;
        int alike = 0;
        List<Integer> unknown = new ArrayList<>();
        for (int row = 0; row < wanted.starts.size(); row++) {
            RowStart start = wanted.starts.get(row);
            if (start instanceof RowStart.Same same) {
                write(row, row(same.row()));
                copied++;
            } else if (start instanceof RowStart.Alike near) {
                write(row, noisy(row(near.row())));
                alike++;
            } else {
                unknown.add(row);
            }
        }
        if (wanted.unknowns == RowStart.Unknowns.RANDOM) {
            return new Beginnings(copied, alike, 0, unknown.size());
        }
        double[] mean = mean(wanted.known);
        unknown.forEach(row -> write(row, noisy(mean)));
        return new Beginnings(copied, alike, unknown.size(), 0);
    }

    private double[] mean(List<Integer> known) {
        double[] mean = new double[(int) from.getParam(WEIGHTS).size(0) + 1];
        for (int place : known) {
            double[] row = row(place);
            Arrays.setAll(mean, i -> mean[i] + row[i] / known.size());
        }
        return mean;
    }

    private double[] noisy(double[] row) {
        double[] changed = row.clone();
        double squares =
                Arrays.stream(row, 1, row.length).map(weight -> weight * weight).sum();
        double spread = NOISE * Math.sqrt(squares / (row.length - 1));
        for (int i = 1; i < changed.length; i++) {
            changed[i] += spread * random.nextGaussian();
        }
        return changed;
    }

    /** The bias, 0 if the layer has none, then the weights. */
    private double[] row(int place) {
        INDArray weights = from.getParam(WEIGHTS).get(NDArrayIndex.all(), NDArrayIndex.point(place));
        INDArray bias = from.paramTable().get(BIAS);
        double[] row = new double[(int) weights.length() + 1];
        row[0] = bias == null ? 0 : bias.getDouble(place);
        IntStream.range(1, row.length).forEach(i -> row[i] = weights.getDouble(i - 1));
        return row;
    }

    private void write(int place, double[] row) {
        INDArray bias = to.paramTable().get(BIAS);
        if (bias != null) {
            bias.putScalar(place, row[0]);
        }
        INDArray weights = to.getParam(WEIGHTS);
        for (int i = 1; i < row.length; i++) {
            weights.putScalar(i - 1, place, row[i]);
        }
    }
}
