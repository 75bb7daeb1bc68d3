package attune.bundle;

import attune.fault.UserFault;
import attune.files.BoundedZip;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UTFDataFormatException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Reads a graph from a zip file of DL4J's {@code ModelSerializer}, as carefully as a bundle: its classes are checked
 * against our list before DL4J sees their names, and its numbers are read by us, not by Java's or ND4J's
 * deserialisation.
 */
public final class Dl4jZip {
    private static final String CONFIGURATION = "configuration.json";
    private static final String PARAMETERS = "coefficients.bin";
    private static final BoundedZip.Limits LIMITS = new BoundedZip.Limits(16, 1L << 32, 1100);
    private static final int LONGEST_CONFIGURATION = 1 << 24;

    /** ND4J writes an array as two buffers, its shape and its values. These old modes count them in 32 bits. */
    private static final String SHORT_COUNT_MODES = "HEAP|DIRECT|JAVACPP";

    private static final String REMEDY = "give a file that DL4J 1.0.0 wrote with ModelSerializer";

    private Dl4jZip() {}

    /**
     * Reads a graph.
     *
     * @param file the zip file
     * @return the graph, initialised
     * @throws UserFault if it is not such a file, is damaged, or holds anything not allowed in bundles
     * @throws IOException if the disk fails
     */
    public static ComputationGraph read(Path file) throws IOException {
        try (BoundedZip zip = BoundedZip.open(file, LIMITS)) {
            for (String name : new String[] {CONFIGURATION, PARAMETERS}) {
                if (!zip.names().contains(name)) {
                    throw new UserFault(file.toString(), "is not a DL4J model: it has no " + name, REMEDY);
                }
            }
            return network(zip, configuration(zip, file + ": " + CONFIGURATION), file);
        }
    }

    private static ComputationGraph network(BoundedZip zip, ComputationGraphConfiguration configuration, Path file)
            throws IOException {
        try {
            ComputationGraph network = new ComputationGraph(configuration);
            long count = configuration.getVertices().values().stream()
                    .mapToLong(vertex -> vertex.numParams(true))
                    .sum();
            float[] parameters;
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(zip.open(PARAMETERS), 1 << 16))) {
                parameters = parameters(in, count, zip.size(PARAMETERS), file + ": " + PARAMETERS);
            }
            network.init(Nd4j.createFromArray(parameters).reshape(1, parameters.length), false);
            return network;
        } catch (UserFault e) {
            throw e;
        } catch (RuntimeException e) { // DL4J rejects an inconsistent graph with exceptions of many classes
            throw new UserFault(
                    file + ": " + CONFIGURATION,
                    "Deeplearning4j cannot build the network: " + NetworkJson.firstLine(e),
                    REMEDY,
                    e);
        }
    }

    private static ComputationGraphConfiguration configuration(BoundedZip zip, String where) throws IOException {
        if (zip.size(CONFIGURATION) > LONGEST_CONFIGURATION) {
            throw new UserFault(where, "is " + zip.size(CONFIGURATION) + " bytes long, too long for a network", REMEDY);
        }
        byte[] json;
        try (InputStream in = zip.open(CONFIGURATION)) {
            json = in.readAllBytes();
        }
        if (StrictJson.parseObject(json, where).has("confs")) {
            throw new UserFault(
                    where, "is a MultiLayerNetwork", "convert it with toComputationGraph() and save the result");
        }
        ComputationGraphConfiguration configuration = new NetworkJson(LayerIds.none()).parse(json, where);
        for (String vertex : configuration.getVertices().keySet()) {
            if (vertex.isEmpty() || vertex.contains("/") || vertex.contains(".")) {
                throw new UserFault(
                        where, "has a vertex named '" + vertex + "'", "use a name without dots and slashes");
            }
        }
        return configuration;
    }

    private static float[] parameters(DataInputStream in, long count, long bytes, String where) throws IOException {
        try {
            long shape = length(in);
            int bytesEach = in.readUTF().equals("INT") ? Integer.BYTES : Long.BYTES;
            in.skipNBytes(Math.multiplyExact(shape, bytesEach)); // a row of shape information, not needed
            long length = length(in);
            String type = in.readUTF();
            if (!type.equals("FLOAT") || length != count) {
                throw new UserFault(
                        where,
                        "holds " + length + " values of type " + type + " for a network of " + count
                                + " parameters of type FLOAT",
                        REMEDY);
            }
            if (length > bytes / Float.BYTES) { // before so many are reserved
                throw new UserFault(where, "is damaged or truncated", REMEDY);
            }
            float[] values = new float[Math.toIntExact(length)];
            byte[] block = new byte[1 << 16];
            for (int i = 0; i < values.length; ) {
                int size = (int) Math.min(block.length, (long) (values.length - i) * Float.BYTES);
                in.readFully(block, 0, size);
                ByteBuffer.wrap(block, 0, size).asFloatBuffer().get(values, i, size / Float.BYTES);
                i += size / Float.BYTES;
            }
            return values;
        } catch (EOFException | ArithmeticException | UTFDataFormatException e) {
            throw new UserFault(where, "is damaged or truncated", REMEDY, e);
        }
    }

    private static long length(DataInputStream in) throws IOException {
        return in.readUTF().matches(SHORT_COUNT_MODES) ? in.readInt() : in.readLong();
    }
}
