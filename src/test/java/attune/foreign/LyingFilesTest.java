package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import attune.fault.UserFault;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ObjIntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a few bytes that claim to be large, whole or something else. */
class LyingFilesTest {
    private static final int UINT8 = 3;
    private static final int INT8 = 9;

    @TempDir
    Path folder;

    @FunctionalInterface
    private interface Content {
        void write(CodedOutputStream out) throws IOException;
    }

    private static byte[] message(Content content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        content.write(out);
        out.flush();
        return bytes.toByteArray();
    }

    private static byte[] attribute(String key, int field, byte[] value) throws IOException {
        return message(out -> {
            out.writeString(1, key);
            out.writeByteArray(2, message(inner -> inner.writeByteArray(field, value)));
        });
    }

    private static byte[] shape(long... sizes) throws IOException {
        return message(out -> {
            for (long size : sizes) {
                out.writeByteArray(2, message(dimension -> dimension.writeInt64(1, size)));
            }
        });
    }

    /** A graph of one constant with no more than a single number in it. */
    private static byte[] graph(String name, long... sizes) throws IOException {
        byte[] tensor = message(out -> {
            out.writeInt32(1, TensorTypes.FLOAT);
            out.writeByteArray(2, shape(sizes));
            out.writeFloat(5, 1f);
        });
        byte[] node = message(out -> {
            out.writeString(1, name);
            out.writeString(2, "Const");
            out.writeByteArray(5, attribute("value", 8, tensor));
        });
        return message(out -> out.writeByteArray(1, node));
    }

    private void refused(String name, byte[] bytes, String... messages) throws IOException {
        Path file = Files.write(folder.resolve(name), bytes);
        assertThatExceptionOfType(UserFault.class)
                .isThrownBy(() -> DeepSpeechWeights.of(ModelFormats.read(file)))
                .satisfies(fault -> assertThat(fault.getMessage()).contains(messages));
    }

    @Test
    void aGiantTensorIsNotAllocated() throws IOException {
        refused("giant.pb", graph("layer_1/weights", 1L << 31, 1L << 31), "giant.pb, byte ", "layer_1/weights");
        refused("overflow.pb", graph("layer_1/weights", 1L << 40, 1L << 40), "tensor layer_1/weights of shape");
        refused("negative.pb", graph("layer_1/weights", -5), "a size of -5");
    }

    @Test
    void aLayerNormalisedModelIsNamed() throws IOException {
        refused("norm.pb", graph("layer_1/LayerNorm/gamma", 1), "--layer_norm", "layer_1/LayerNorm/gamma");
    }

    @Test
    void anotherNetworkIsNamed() throws IOException {
        refused(
                "other.pb",
                graph("conv1/weights", 1),
                "has no tensor layer_1/weights (it has 1, such as [conv1/weights]");
    }

    @Test
    void aRegionOutsideTheFileIsRefused() throws IOException {
        byte[] directory = message(out -> {
            for (long[] region : new long[][] {{0, 8}, {1L << 40, 4}}) {
                out.writeByteArray(1, message(element -> {
                    element.writeUInt64(1, region[0]);
                    element.writeString(2, "memmapped_package://r" + region[1]);
                    element.writeUInt64(3, region[1]);
                }));
            }
        });
        ByteBuffer file = ByteBuffer.allocate(8 + directory.length + 8).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(0).put(directory).putLong(8);
        refused("outside.pbmm", file.array(), "region memmapped_package://r4", " of " + file.capacity());
    }

    /** The golden file with 32-bit words changed at the only occurrence of these bytes. */
    private static byte[] rewritten(byte[] before, int... words) throws IOException {
        byte[] file = Files.readAllBytes(Golden.file("narrow.tflite"));
        String text = new String(file, StandardCharsets.ISO_8859_1);
        String wanted = new String(before, StandardCharsets.ISO_8859_1);
        int at = text.indexOf(wanted);
        assertThat(at).isPositive().isEqualTo(text.lastIndexOf(wanted));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < words.length; i++) {
            bytes.putInt(at + before.length - Integer.BYTES * (words.length - i), words[i]);
        }
        return file;
    }

    private static byte[] words(int... words) {
        ByteBuffer bytes = ByteBuffer.allocate(words.length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int word : words) {
            bytes.putInt(word);
        }
        return bytes.array();
    }

    @Test
    void lyingTablesOfTensorFlowLiteAreRefused() throws IOException {
        byte[] shapeOfLayer1 = words(2, 10, 494);
        refused(
                "giant.tflite",
                rewritten(shapeOfLayer1, 1 << 30, 1 << 30),
                "layer_1/weights",
                "cannot be made of 4940");
        refused(
                "negative.tflite",
                rewritten(shapeOfLayer1, -10, -494),
                "layer_1/weights",
                "which is not that of a matrix");
        refused("count.tflite", rewritten(shapeOfLayer1, -1, 10, 494), "a list in tensor", " of ");
        byte[] file = Files.readAllBytes(Golden.file("narrow.tflite"));
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int root = bytes.getInt(0);
        refused("cyclic.tflite", bytes.putInt(0, 0).array().clone(), "cyclic.tflite, byte 0", "the model has no graph");
        bytes.putInt(0, Integer.MIN_VALUE);
        refused("outside.tflite", file.clone(), "the model would take bytes 2147483648");
        bytes.putInt(0, root).putInt(root, Integer.MIN_VALUE);
        refused("vtable.tflite", file.clone(), "the vtable of the model would take bytes");
    }

    /** The position of a slot's value in a table. */
    private static int slot(ByteBuffer file, int table, int slot) {
        int vtable = table - file.getInt(table);
        return table + file.getShort(vtable + Short.BYTES * (2 + slot));
    }

    private static int follow(ByteBuffer file, int place) {
        return place + file.getInt(place);
    }

    /** Changes a table of each quantised tensor of the golden file: the tensor itself, or its quantisation. */
    private static byte[] withRounded(ObjIntConsumer<ByteBuffer> change) throws IOException {
        byte[] bytes = Files.readAllBytes(Golden.file("narrow.tflite"));
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int graph = follow(file, follow(file, slot(file, follow(file, 0), 2)) + Integer.BYTES);
        int tensors = follow(file, slot(file, graph, 0));
        for (int i = 1; i <= file.getInt(tensors); i++) {
            int tensor = follow(file, tensors + Integer.BYTES * i);
            if (bytes[slot(file, tensor, 1)] == INT8) {
                change.accept(file, tensor);
            }
        }
        return bytes;
    }

    /** DeepSpeech 0.9.3's client takes both for the same, as its transcripts and their confidences show. */
    @Test
    void bytesThatAreCalledUnsignedAreSignedAllTheSame() throws IOException {
        byte[] file = withRounded((bytes, tensor) -> bytes.put(slot(bytes, tensor, 1), (byte) UINT8));
        Path called = Files.write(folder.resolve("unsigned.tflite"), file);
        float[] read = DeepSpeechWeights.of(ModelFormats.read(called)).lstmKernel();
        assertThat(read)
                .isEqualTo(DeepSpeechWeights.of(ModelFormats.read(Golden.file("narrow.tflite")))
                        .lstmKernel());
        assertThat(IntStream.range(0, read.length).filter(i -> read[i] < 0)).isNotEmpty();
    }

    @Test
    void roundingOfOtherKindsIsRefused() throws IOException {
        refused(
                "zero.tflite",
                withRounded((bytes, tensor) -> {
                    int rounding = follow(bytes, slot(bytes, tensor, 4));
                    bytes.put(follow(bytes, slot(bytes, rounding, 3)) + Integer.BYTES, (byte) 3);
                }),
                "layer_1/weights is quantised with a zero point");
        refused(
                "scale.tflite",
                withRounded((bytes, tensor) -> {
                    int rounding = follow(bytes, slot(bytes, tensor, 4));
                    bytes.putFloat(follow(bytes, slot(bytes, rounding, 2)) + Integer.BYTES, Float.NaN);
                }),
                "layer_1/weights has the scale NaN");
        refused(
                "scales.tflite",
                withRounded((bytes, tensor) -> {
                    int rounding = follow(bytes, slot(bytes, tensor, 4));
                    bytes.putInt(follow(bytes, slot(bytes, rounding, 2)), 2);
                }),
                "layer_1/weights is quantised with 2 scales");
        refused(
                "half.tflite",
                withRounded((bytes, tensor) -> bytes.put(slot(bytes, tensor, 1), (byte) 1)),
                "layer_1/weights has numbers of type 1, which Attune does not read");
    }

    /** Newer converters have one scale per output. */
    @Test
    void everyOutputMayHaveAScaleOfItsOwn() throws IOException {
        Stretch bytes = Stretch.of(Files.write(folder.resolve("bytes"), new byte[] {1, -2, 3, 4, 5, -128}));
        LiteMatrix matrix = new LiteMatrix("m", 3, 2, bytes, List.of(0.5f, 2f));
        assertThat(matrix.shape()).isEqualTo(Shape.of(3, 2));
        assertThat(matrix.values()).containsExactly(0.5f, 8, -1, 10, 1.5f, -256);
        assertThat(matrix.error()).isEqualTo(1);
    }

    /** The golden file with every operation of one code replaced by another. */
    private static byte[] withOperation(int code, int other) throws IOException {
        byte[] bytes = Files.readAllBytes(Golden.file("narrow.tflite"));
        ByteBuffer file = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int codes = follow(file, slot(file, follow(file, 0), 1));
        for (int i = 1; i <= file.getInt(codes); i++) {
            int place = slot(file, follow(file, codes + Integer.BYTES * i), 0);
            bytes[place] = bytes[place] == code ? (byte) other : bytes[place];
        }
        return bytes;
    }

    @Test
    void otherNetworksOfTensorFlowLiteAreNamed() throws IOException {
        int split = 49;
        int stridedSlice = 45;
        refused("fused.tflite", withOperation(split, 44), "has an LSTM in one operation (number 44)");
        refused(
                "norm.tflite",
                withOperation(split, 76),
                "the operation 76, typical of models trained with --layer_norm");
        refused("wide.tflite", withOperation(stridedSlice, 9), "has 10 dense operations with distinct weights");
    }

    @Test
    void blocksThatPointAtOneAnotherAreRefused() throws IOException {
        byte[] index = Files.readAllBytes(Golden.file("checkpoint").resolve("best_dev-7.index"));
        ByteBuffer bytes = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        // The footer's handles: the index block becomes the first block of entries, whose values are not positions of
        // blocks.
        int footer = index.length - 48;
        for (int i = 0; i < 40; i++) {
            bytes.put(footer + i, (byte) 0);
        }
        refused("cyclic.index", index, "cyclic.index, byte ");
    }
}
