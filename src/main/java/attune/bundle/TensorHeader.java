package attune.bundle;

import attune.fault.UserFault;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The table of contents of a safetensors file: eight bytes of header length, little-endian; then JSON of that length,
 * mapping each tensor's name to its {@code dtype}, {@code shape} and {@code data_offsets}; then the tensors' bytes,
 * without gaps. (The format is described in the README of huggingface/safetensors.)
 */
final class TensorHeader {
    private static final String REMEDY = "fetch or build the bundle again";

    /** Free text that the format allows besides the tensors. */
    private static final String COMMENT = "__metadata__";

    /** About 160,000 tensors; a recogniser has tens, ResNet-50 hundreds. */
    private static final int MOST_BYTES = 16 << 20;

    /** Aligns the numbers for the processor; the format allows blanks after the JSON. */
    private static final int ALIGNMENT = 8;

    private TensorHeader() {}

    /** The header for tensors that will follow in this order. */
    static byte[] write(List<TensorInfo> tensors) {
        ObjectNode root = StrictJson.MAPPER.createObjectNode();
        long begin = 0;
        for (TensorInfo tensor : tensors) {
            ObjectNode entry =
                    root.putObject(tensor.name()).put("dtype", tensor.storage().dtype());
            tensor.shape().forEach(entry.putArray("shape")::add);
            entry.putArray("data_offsets").add(begin).add(begin + tensor.bytes());
            begin += tensor.bytes();
        }
        byte[] json = root.toString().getBytes(StandardCharsets.UTF_8);
        int blanks = Math.floorMod(-json.length, ALIGNMENT);
        ByteBuffer header =
                ByteBuffer.allocate(Long.BYTES + json.length + blanks).order(ByteOrder.LITTLE_ENDIAN);
        header.putLong(json.length + blanks).put(json).put(" ".repeat(blanks).getBytes(StandardCharsets.UTF_8));
        return header.array();
    }

    /**
     * Reads the header and leaves the stream at the first tensor.
     *
     * @param in the file from its beginning
     * @param fileBytes length of the file
     * @param where the file, for messages
     * @return the tensors in the order of their bytes, which fill the rest of the file exactly
     * @throws UserFault when the header breaks a rule of the format
     */
    static List<TensorInfo> read(InputStream in, long fileBytes, String where) throws IOException {
        byte[] size = in.readNBytes(Long.BYTES);
        if (size.length < Long.BYTES) {
            throw fault(where, "the file is truncated within its first 8 bytes");
        }
        long bytes = ByteBuffer.wrap(size).order(ByteOrder.LITTLE_ENDIAN).getLong();
        if (bytes < 2 || bytes > MOST_BYTES || bytes > fileBytes - Long.BYTES) {
            throw fault(
                    where, "the header claims " + Long.toUnsignedString(bytes) + " bytes in a file of " + fileBytes);
        }
        byte[] json = in.readNBytes((int) bytes);
        if (json.length < bytes) {
            throw fault(where, "the file is truncated within its header");
        }
        if (json[0] != '{') {
            throw fault(where, "the header does not begin with a brace, so this is not a safetensors file");
        }
        return contiguous(StrictJson.parseObject(json, where), fileBytes - Long.BYTES - bytes, where);
    }

    /** A tensor and its position, counted from the first tensor's first byte. */
    private record Placed(TensorInfo tensor, long begin, long end) {}

    private static List<TensorInfo> contiguous(ObjectNode root, long dataBytes, String where) {
        List<Placed> placed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (!entry.getKey().equals(COMMENT)) {
                placed.add(place(entry.getKey(), entry.getValue(), where));
            }
        }
        placed.sort(Comparator.comparingLong(Placed::begin).thenComparingLong(Placed::end));
        long expected = 0;
        for (Placed tensor : placed) {
            if (tensor.begin() != expected) {
                String rule = tensor.begin() < expected ? "overlaps the tensor before it" : "leaves a gap before it";
                throw fault(
                        where,
                        "tensor " + tensor.tensor().name() + " " + rule + ": it begins at byte " + tensor.begin()
                                + " instead of " + expected);
            }
            expected = tensor.end();
        }
        if (expected != dataBytes) {
            String rule = expected > dataBytes ? "the file is truncated" : "the file has surplus bytes";
            throw fault(where, rule + ": its tensors take " + expected + " bytes, but " + dataBytes + " follow");
        }
        return placed.stream().map(Placed::tensor).toList();
    }

    private static Placed place(String name, JsonNode entry, String where) {
        WeightStorage storage = WeightStorage.of(entry.path("dtype").asText())
                .orElseThrow(() -> fault(
                        where,
                        "tensor " + name + " has the type " + entry.path("dtype") + "; Attune reads "
                                + WeightStorage.allDtypes()));
        List<Long> offsets = longs(entry.path("data_offsets"), name, where);
        TensorInfo tensor;
        try {
            tensor = new TensorInfo(name, storage, longs(entry.path("shape"), name, where));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new UserFault(where, "tensor " + name + ": " + e.getMessage(), REMEDY, e);
        }
        if (offsets.size() != 2 || offsets.get(0) < 0 || offsets.get(1) < offsets.get(0)) {
            throw fault(where, "tensor " + name + " has impossible offsets " + offsets);
        }
        if (offsets.get(1) - offsets.get(0) != tensor.bytes()) {
            throw fault(
                    where,
                    "tensor " + name + " of shape " + tensor.shape() + " and type " + storage.dtype() + " takes "
                            + tensor.bytes() + " bytes, but its offsets are " + offsets);
        }
        return new Placed(tensor, offsets.get(0), offsets.get(1));
    }

    private static List<Long> longs(JsonNode array, String name, String where) {
        List<Long> numbers = new ArrayList<>();
        for (JsonNode number : array) {
            if (!number.isIntegralNumber() || !number.canConvertToLong()) {
                throw fault(where, "tensor " + name + " has a shape or offsets that are not whole numbers: " + number);
            }
            numbers.add(number.longValue());
        }
        if (!array.isArray()) {
            throw fault(where, "tensor " + name + " lacks a shape or offsets");
        }
        return numbers;
    }

    private static UserFault fault(String where, String problem) {
        return new UserFault(where, problem, REMEDY);
    }
}
