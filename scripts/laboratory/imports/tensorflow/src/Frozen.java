import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Output;
import org.tensorflow.Tensor;
import org.tensorflow.framework.GraphDef;

/** The graph that DeepSpeech exports: a checkpoint's variables, read by TensorFlow, as constants of their names. */
final class Frozen {
    private Frozen() {}

    static byte[] graph(Path checkpoint, List<Variable> variables, Weights.Widths widths)
            throws IOException {
        try (Graph graph = new Graph()) {
            Ops ops = new Ops(graph);
            Map<String, Output<?>> read = new HashMap<>();
            for (Variable variable : variables) {
                Tensor<?> value = Checkpoint.read(checkpoint, variable.name());
                Output<?> constant = ops.constant(variable.name(), value);
                read.put(variable.name(), ops.op("Identity", variable.name() + "/read", constant));
            }
            Network.addTo(ops, read, widths);
            return repeatable(GraphDef.parseFrom(graph.toGraphDef()));
        }
    }

    /** Its bytes with attributes in one order; TensorFlow writes them in that of a hash table. */
    static byte[] repeatable(GraphDef graph) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        out.useDeterministicSerialization();
        graph.writeTo(out);
        out.flush();
        return bytes.toByteArray();
    }
}
