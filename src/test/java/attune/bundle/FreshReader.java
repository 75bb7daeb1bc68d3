package attune.bundle;

import java.nio.file.Path;
import java.util.Arrays;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Reads a bundle in a separate process and prints the result. */
final class FreshReader {

    private FreshReader() {}

    public static void main(String[] arguments) throws Exception {
        Bundle bundle = new BundleReader(LayerIds.none()).read(Path.of(arguments[0]));
        System.out.println("fingerprint " + fingerprint(bundle.network()));
    }

    /** Equal only if all parameters and outputs are, bit for bit. */
    static String fingerprint(ComputationGraph network) {
        double[] parameters = network.params().dup().data().asDouble();
        double[] output =
                network.outputSingle(Graphs.input(network)).dup().data().asDouble();
        return Arrays.hashCode(parameters) + " " + Arrays.hashCode(output) + " " + output[0];
    }
}
