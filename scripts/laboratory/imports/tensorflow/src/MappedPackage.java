import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tensorflow.framework.AttrValue;
import org.tensorflow.framework.GraphDef;
import org.tensorflow.framework.NodeDef;
import org.tensorflow.framework.TensorProto;

/**
 * What TensorFlow's {@code convert_graphdef_memmapped_format} makes of a frozen graph: constants of at least 10,000 bytes
 * lie in regions in front of the graph, and a directory of the regions behind it. That tool is no part of TensorFlow's Java
 * packages, so this follows its source; DeepSpeech's client opening the file is the proof.
 */
final class MappedPackage {
    private static final String PREFIX = "memmapped_package://";
    private static final int SMALLEST = 10_000;
    private static final int ALIGNMENT = 64;

    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private final ByteArrayOutputStream directoryBytes = new ByteArrayOutputStream();
    private final CodedOutputStream directory = CodedOutputStream.newInstance(directoryBytes);

    private MappedPackage() {}

    static byte[] of(byte[] frozen) throws IOException {
        return new MappedPackage().write(GraphDef.parseFrom(frozen));
    }

    private byte[] write(GraphDef frozen) throws IOException {
        GraphDef.Builder graph = frozen.toBuilder();
        for (NodeDef.Builder node : graph.getNodeBuilderList()) {
            if (node.getOp().equals("Const")) {
                map(node);
            }
        }
        region(PREFIX + ".", Frozen.repeatable(graph.build()));
        directory.flush();
        int begin = file.size();
        file.writeBytes(directoryBytes.toByteArray());
        file.writeBytes(ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(begin).array());
        return file.toByteArray();
    }

    private void map(NodeDef.Builder node) throws IOException {
        TensorProto tensor = node.getAttrOrThrow("value").getTensor();
        if (tensor.getTensorContent().size() < SMALLEST) {
            return;
        }
        String name = PREFIX + node.getName().replaceAll("[^A-Za-z0-9_.]", "_");
        file.writeBytes(new byte[(ALIGNMENT - file.size() % ALIGNMENT) % ALIGNMENT]);
        region(name, tensor.getTensorContent().toByteArray());
        node.setOp("ImmutableConst");
        node.clearAttr();
        node.putAttr("dtype", AttrValue.newBuilder().setType(tensor.getDtype()).build());
        node.putAttr("shape", AttrValue.newBuilder().setShape(tensor.getTensorShape()).build());
        node.putAttr(
                "memory_region_name",
                AttrValue.newBuilder().setS(ByteString.copyFromUtf8(name)).build());
    }

    /** Its bytes, and a {@code MemmappedFileSystemDirectoryElement} of the directory. */
    private void region(String name, byte[] bytes) throws IOException {
        ByteArrayOutputStream element = new ByteArrayOutputStream();
        CodedOutputStream fields = CodedOutputStream.newInstance(element);
        fields.writeUInt64(1, file.size());
        fields.writeString(2, name);
        fields.writeUInt64(3, bytes.length);
        fields.flush();
        directory.writeByteArray(1, element.toByteArray());
        file.writeBytes(bytes);
    }
}
