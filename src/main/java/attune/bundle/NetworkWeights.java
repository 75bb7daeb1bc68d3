package attune.bundle;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A graph's parameters to {@code weights.safetensors} and back. A frozen layer's parameters are those of the layer
 * inside, under the same names, so freezing and thawing do not change the weight file.
 */
@SuppressWarnings("try") // the resource only serves to leave workspaces
final class NetworkWeights {
    private static final String REMEDY = "fetch or build the bundle again";

    /** In floats. */
    private static final int CACHE_LINE = 16;

    private NetworkWeights() {}

    /** A parameter of a network and its form in the file. */
    private record Stored(TensorInfo tensor, INDArray parameter) {}

    /** Writes every parameter, in the alphabetical order of the names. */
    static void write(ComputationGraph network, WeightStorage storage, OutputStream out, String where)
            throws IOException {
        List<Stored> all = new ArrayList<>();
        parameters(network)
                .forEach((name, array) -> all.add(new Stored(new TensorInfo(name, storage, shape(array)), array)));
        long count = all.stream().mapToLong(one -> one.tensor().count()).sum();
        if (count != network.numParams()) {
            throw new IllegalArgumentException("layers name " + count + " of " + network.numParams() + " parameters");
        }
        out.write(TensorHeader.write(all.stream().map(Stored::tensor).toList()));
        for (Stored one : all) {
            Tensors.write(one.tensor(), rowMajor(one.parameter()), out, where);
        }
    }

    /** Builds the network and reads its parameters; each must be present, and nothing else. */
    static ComputationGraph read(
            ComputationGraphConfiguration configuration, InputStream in, long fileBytes, String where)
            throws IOException {
        List<TensorInfo> tensors = TensorHeader.read(in, fileBytes, where);
        try (MemoryWorkspace none = outsideWorkspaces()) {
            ComputationGraph network = allocate(configuration, tensors, where);
            for (Stored one : match(network, tensors, where)) {
                fill(one, in, where);
            }
            if (in.read() >= 0) { // reading to the end also verifies a zip entry's checksum
                throw new UserFault(where, "the file has surplus bytes", REMEDY);
            }
            return network;
        }
    }

    /** For callers within a training step: arrays created in its workspace would be gone after the step. */
    private static MemoryWorkspace outsideWorkspaces() {
        return Nd4j.getMemoryManager().scopeOutOfWorkspaces();
    }

    /** All parameters by {@code vertex/param}. */
    static Map<String, INDArray> parameters(ComputationGraph network) {
        Map<String, INDArray> parameters = new TreeMap<>();
        for (GraphVertex vertex : network.getVertices()) {
            Map<String, INDArray> own = vertex.paramTable(false);
            if (own != null) {
                own.forEach((param, array) -> parameters.put(vertex.getVertexName() + "/" + param, array));
            }
        }
        return parameters;
    }

    /**
     * An initialised graph whose parameters are all zero. The file's own tensors bound the allocation: a network that
     * claims a billion units is refused for lacking their weights.
     */
    private static ComputationGraph allocate(
            ComputationGraphConfiguration configuration, List<TensorInfo> tensors, String where) {
        long stored = tensors.stream().mapToLong(TensorInfo::count).sum();
        DataType type = configuration.getDataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new UserFault(where, "the network computes in " + type + ", not in FLOAT or DOUBLE", REMEDY);
        }
        try {
            long wanted = countParameters(configuration);
            if (wanted != stored || wanted == 0) {
                throw new UserFault(
                        where, "the network has " + wanted + " parameters, but the file holds " + stored, REMEDY);
            }
            ComputationGraph network = new ComputationGraph(configuration);
            network.init(Nd4j.create(type, 1, wanted), false);
            return network;
        } catch (UserFault e) {
            throw e;
        } catch (RuntimeException e) { // inconsistent sizes and names fail anywhere in Deeplearning4j
            throw new UserFault(
                    where, "Deeplearning4j cannot build the network: " + NetworkJson.firstLine(e), REMEDY, e);
        }
    }

    private static long countParameters(ComputationGraphConfiguration configuration) {
        long count = 0;
        for (org.deeplearning4j.nn.conf.graph.GraphVertex vertex :
                configuration.getVertices().values()) {
            vertex.setDataType(configuration.getDataType());
            long own = vertex.numParams(true);
            if (own < 0) {
                throw new IllegalArgumentException("a layer claims " + own + " parameters");
            }
            count = Math.addExact(count, own);
        }
        return count;
    }

    /** Each tensor with the parameter it is for, in the order of the file. */
    private static List<Stored> match(ComputationGraph network, List<TensorInfo> tensors, String where) {
        Map<String, INDArray> missing = parameters(network);
        List<Stored> matched = new ArrayList<>();
        for (TensorInfo tensor : tensors) {
            INDArray parameter = missing.remove(tensor.name());
            if (parameter == null) {
                throw new UserFault(where, "tensor " + tensor.name() + " is not a parameter of the network", REMEDY);
            }
            String problem = mismatch(tensor, parameter);
            if (!problem.isEmpty()) {
                throw new UserFault(where, "tensor " + tensor.name() + problem, REMEDY);
            }
            matched.add(new Stored(tensor, parameter));
        }
        if (!missing.isEmpty()) {
            throw new UserFault(where, "the network's parameters " + missing.keySet() + " are missing", REMEDY);
        }
        return matched;
    }

    private static String mismatch(TensorInfo tensor, INDArray parameter) {
        if (!tensor.shape().equals(shape(parameter))) {
            return " has the shape " + tensor.shape() + ", but the network's is " + shape(parameter);
        }
        if (tensor.storage() == WeightStorage.FLOAT64 && parameter.dataType() != DataType.DOUBLE) {
            return " is F64, but the network computes in FLOAT";
        }
        return "";
    }

    private static List<Long> shape(INDArray array) {
        return LongStream.of(array.shape()).boxed().toList();
    }

    /** A copy in row-major order: the array itself is usually a column-major view. */
    private static Tensors.Source rowMajor(INDArray array) {
        try (MemoryWorkspace none = outsideWorkspaces();
                INDArray copy = array.dup('c')) {
            if (copy.dataType() == DataType.DOUBLE) {
                double[] values = copy.data().asDouble();
                return index -> values[index];
            }
            float[] values = copy.data().asFloat();
            return index -> values[index];
        }
    }

    private static void fill(Stored one, InputStream in, String where) throws IOException {
        INDArray parameter = one.parameter();
        long[] shape = parameter.shape();
        int count = Math.toIntExact(one.tensor().count());
        if (parameter.dataType() == DataType.DOUBLE) {
            double[] values = new double[count];
            Tensors.read(one.tensor(), in, (index, value) -> values[index] = value, where);
            assign(parameter, Nd4j.create(values, shape, 'c'));
        } else {
            float[] values = new float[count];
            Tensors.read(one.tensor(), in, (index, value) -> values[index] = (float) value, where);
            boolean byColumns = shape.length == 2 && parameter.ordering() == 'f';
            assign(
                    parameter,
                    byColumns
                            ? Nd4j.create(byColumns(values, (int) shape[0]), shape, 'f')
                            : Nd4j.create(values, shape, 'c'));
        }
    }

    private static void assign(INDArray parameter, INDArray values) {
        try (values) {
            parameter.assign(values);
        }
    }

    /**
     * A matrix's numbers column by column. For a matrix larger than the cache, ND4J's own assignment across orders
     * takes 25 ns or more per number; this, filling one cache line of a column at a time, takes 3.
     *
     * @param values the matrix row by row
     * @param rows number of rows
     */
    private static float[] byColumns(float[] values, int rows) {
        float[] turned = new float[values.length];
        int columns = values.length / rows;
        for (int first = 0; first < rows; first += CACHE_LINE) {
            int end = Math.min(rows, first + CACHE_LINE);
            for (int column = 0; column < columns; column++) {
                for (int row = first; row < end; row++) {
                    turned[column * rows + row] = values[row * columns + column];
                }
            }
        }
        return turned;
    }
}
