package attune.speech;

import attune.text.Alphabet;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Gives a new output what the source's knew of the labels both have, blank included: the domain changes, the letters do
 * not. Possible where the new output stands on the same layer as the old one.
 */
public final class OutputRows {

    private OutputRows() {}

    /**
     * Copies the weights of every label that both alphabets have.
     *
     * @param source the network and alphabet to take from
     * @param operated the network and alphabet to give to; changed
     * @return how many labels were copied; 0 where the outputs stand on layers of different size
     */
    public static int copy(Written source, Written operated) {
        Layer from = source.output();
        Layer to = operated.output();
        if (from.getParam("W").size(0) != to.getParam("W").size(0)) {
            return 0;
        }
        copyLabel(from, source.alphabet.blankIndex(), to, operated.alphabet.blankIndex());
        int copied = 1;
        for (String label : operated.alphabet.labels()) {
            if (source.alphabet.labels().contains(label)) {
                copyLabel(
                        from,
                        source.alphabet.encode(label)[0],
                        to,
                        operated.alphabet.encode(label)[0]);
                copied++;
            }
        }
        return copied;
    }

    private static void copyLabel(Layer from, int fromLabel, Layer to, int toLabel) {
        INDArray column = from.getParam("W").get(NDArrayIndex.all(), NDArrayIndex.point(fromLabel));
        to.getParam("W").get(NDArrayIndex.all(), NDArrayIndex.point(toLabel)).assign(column);
        to.getParam("b").putScalar(toLabel, from.getParam("b").getDouble(fromLabel));
    }

    /**
     * A network and what its outputs stand for.
     *
     * @param network with one output
     * @param alphabet its labels
     */
    public record Written(ComputationGraph network, Alphabet alphabet) {
        private Layer output() {
            return network.getLayer(
                    network.getConfiguration().getNetworkOutputs().get(0));
        }
    }
}
