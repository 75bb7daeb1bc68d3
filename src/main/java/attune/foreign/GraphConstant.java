package attune.foreign;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A constant of a frozen graph: a {@code NodeDef} whose operation is {@code Const} or {@code ImmutableConst}. */
final class GraphConstant {
    private String name = "";
    private String operation = "";
    private final Map<String, Stretch> attributes = new TreeMap<>();
    private long type;
    private Shape shape = Shape.of();
    private @Nullable Stretch content;
    private @Nullable Stretch region;
    private final ByteArrayOutputStream loose = new ByteArrayOutputStream();

    private GraphConstant() {}

    static GraphConstant read(Stretch node) {
        GraphConstant constant = new GraphConstant();
        ProtoFields fields = new ProtoFields(node, "a node of the graph");
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> constant.name = fields.text();
                case 2 -> constant.operation = fields.text();
                case 5 -> constant.keepAttribute(fields.bytes());
                default -> {} // inputs and devices
            }
        }
        return constant;
    }

    private void keepAttribute(Stretch entry) {
        String key = "";
        Stretch value = entry.part(0, 0, "an attribute");
        ProtoFields fields = new ProtoFields(entry, "an attribute of " + name);
        while (fields.next()) {
            if (fields.number() == 1) {
                key = fields.text();
            } else if (fields.number() == 2) {
                value = fields.bytes();
            }
        }
        attributes.put(key, value);
    }

    private void readAttributes() {
        attributes.forEach((key, value) -> {
            ProtoFields fields = new ProtoFields(value, "attribute " + key + " of " + name);
            while (fields.next()) {
                switch (key + " " + fields.number()) {
                    case "value 8" -> readTensor(fields.bytes());
                    case "dtype 6" -> type = fields.integer();
                    case "shape 7" -> shape = Shape.read(fields.bytes(), "tensor " + name);
                    case "memory_region_name 2" -> region = fields.bytes();
                    default -> {} // newer than this reader
                }
            }
        });
    }

    /** A {@code TensorProto}, whose numbers are either raw or a list, packed or not. */
    private void readTensor(Stretch message) {
        ProtoFields fields = new ProtoFields(message, "tensor " + name);
        while (fields.next()) {
            switch (fields.number()) {
                case 1 -> type = fields.integer();
                case 2 -> shape = Shape.read(fields.bytes(), "tensor " + name);
                case 4, 8 -> content = fields.bytes();
                case 5, 7, 10 -> readNumbers(fields);
                default -> {} // of other types
            }
        }
    }

    private void readNumbers(ProtoFields fields) {
        if (fields.number() == 5 && fields.bytes().length() > 0) {
            content = fields.bytes();
        } else if (fields.number() == 5) {
            int bits = (int) fields.integer();
            for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
                loose.write(bits >> shift);
            }
        } else {
            ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            loose.writeBytes(number.putLong(0, firstInteger(fields)).array());
        }
    }

    private static long firstInteger(ProtoFields fields) {
        if (fields.bytes().length() == 0) {
            return fields.integer();
        }
        byte[] packed = fields.bytes()
                .part(0, Math.min(10, fields.bytes().length()), "a list of numbers")
                .copy();
        long value = 0;
        for (int i = 0; i < packed.length; i++) {
            value |= (packed[i] & 0x7fL) << (7 * i);
            if (packed[i] >= 0) {
                break;
            }
        }
        return value;
    }

    /** Adds it to a graph's contents, if it is a constant of a relevant type. */
    void addTo(GraphContent graph, Stretch node, Map<String, Stretch> regions) {
        boolean mapped = operation.equals("ImmutableConst");
        if (!mapped && !operation.equals("Const")) {
            return;
        }
        readAttributes();
        Stretch data = mapped ? mapped(node, regions) : numbers(node);
        if (type == TensorTypes.FLOAT && data.length() > 0) {
            graph.add(new FloatTensor(name, shape, data));
        } else if (type == TensorTypes.STRING) {
            graph.add(name, data);
        } else if ((type == TensorTypes.INT32 || type == TensorTypes.INT64) && shape.count() == 1) {
            int bytes = content != null && type == TensorTypes.INT32 ? Integer.BYTES : Long.BYTES;
            if (data.length() == bytes) {
                graph.add(
                        name,
                        bytes == Long.BYTES
                                ? data.bytes().getLong(0)
                                : data.bytes().getInt(0));
            }
        }
    }

    private Stretch numbers(Stretch node) {
        if (content != null) {
            return content;
        }
        ByteBuffer bytes = ByteBuffer.wrap(loose.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        return new Stretch(node.file(), bytes, node.offset());
    }

    private Stretch mapped(Stretch node, Map<String, Stretch> regions) {
        String wanted = region == null ? "" : region.text("a region's name");
        Stretch found = regions.get(wanted);
        if (found == null) {
            throw node.fault(
                    0, "tensor " + name + " is in the region \"" + wanted + "\", which the file does not have");
        }
        // Regions are padded for alignment.
        long size = type == TensorTypes.FLOAT ? shape.count() : 0;
        if (size > found.length() / Float.BYTES) {
            throw found.fault(0, "tensor " + name + " of shape " + shape + " is larger than its region");
        }
        return found.part(0, size * Float.BYTES, "tensor " + name);
    }
}
