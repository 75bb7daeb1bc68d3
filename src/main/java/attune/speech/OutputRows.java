package attune.speech;

import attune.seed.RunSeed;
import attune.text.Alphabet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gives a new output what the source's knew of its labels: those that both have, blank included, keep their weights; one
 * that sounds like an old one begins as that. Possible where the new output stands on a layer of the same size.
 */
public final class OutputRows {
    /** Of the weights' root mean square: too little to be heard, enough for labels with one beginning to part. */
    private static final double NOISE = 0.01;

    private final Layer from;
    private final Alphabet old;
    private final Layer to;
    private final NewOutput output;
    private final SplittableRandom random;

    private OutputRows(
            ComputationGraph source, Alphabet old, ComputationGraph operated, NewOutput output, RunSeed seed) {
        this.from = outputOf(source);
        this.old = old;
        this.to = outputOf(operated);
        this.output = output;
        this.random = seed.stream("output rows");
    }

    /**
     * What the labels of the new output began as.
     *
     * @param copied the same label of the old output, the blank included
     * @param alike an old label that sounds alike
     * @param mean the mean of the old labels
     * @param random what was drawn for the new layer
     */
    public record Beginnings(int copied, int alike, int mean, int random) {}

    /**
     * Writes the beginnings into an operated network.
     *
     * @param source the network to take from, with one output
     * @param old its alphabet
     * @param operated the network to give to; changed
     * @param output what it writes, and how its labels begin
     * @param seed of the noise that parts labels with one beginning
     * @return how many labels began as what; all random where the outputs stand on layers of different size
     */
    public static Beginnings give(
            ComputationGraph source, Alphabet old, ComputationGraph operated, NewOutput output, RunSeed seed) {
        OutputRows rows = new OutputRows(source, old, operated, output, seed);
        boolean fits = rows.from.getParam("W").size(0) == rows.to.getParam("W").size(0);
        return output.copyRows() && fits
                ? rows.give()
                : new Beginnings(0, 0, 0, output.alphabet().size());
    }

    private Beginnings give() {
        Alphabet alphabet = output.alphabet();
        write(alphabet.blankIndex(), row(old.blankIndex()));
        int copied = 1;
        int alike = 0;
        List<String> unknown = new ArrayList<>();
        for (String label : alphabet.labels()) {
            String near = output.soundAlikes().get(label);
            if (near != null) {
                write(place(alphabet, label), noisy(row(place(old, near))));
                alike++;
            } else if (old.labels().contains(label)) {
                write(place(alphabet, label), row(place(old, label)));
                copied++;
            } else {
                unknown.add(label);
            }
        }
        if (output.others() == NewOutput.Others.RANDOM) {
            return new Beginnings(copied, alike, 0, unknown.size());
        }
        double[] mean = mean();
        unknown.forEach(label -> write(place(alphabet, label), noisy(mean)));
        return new Beginnings(copied, alike, unknown.size(), 0);
    }

    private double[] mean() {
        double[] mean = new double[(int) from.getParam("W").size(0) + 1];
        for (String label : old.labels()) {
            double[] row = row(place(old, label));
            Arrays.setAll(mean, i -> mean[i] + row[i] / old.labels().size());
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

    /** A label's bias, then its weights. */
    private double[] row(int label) {
        INDArray weights = from.getParam("W").get(NDArrayIndex.all(), NDArrayIndex.point(label));
        double[] row = new double[(int) weights.length() + 1];
        row[0] = from.getParam("b").getDouble(label);
        for (int i = 1; i < row.length; i++) {
            row[i] = weights.getDouble(i - 1);
        }
        return row;
    }

    private void write(int label, double[] row) {
        to.getParam("b").putScalar(label, row[0]);
        INDArray weights = to.getParam("W");
        for (int i = 1; i < row.length; i++) {
            weights.putScalar(i - 1, label, row[i]);
        }
    }

    private static int place(Alphabet alphabet, String label) {
        return alphabet.encode(label)[0];
    }

    private static Layer outputOf(ComputationGraph network) {
        return network.getLayer(network.getConfiguration().getNetworkOutputs().get(0));
    }
}
