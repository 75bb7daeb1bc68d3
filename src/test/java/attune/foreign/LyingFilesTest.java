package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import attune.fault.UserFault;
import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a few bytes that claim to be large, whole or something else. */
class LyingFilesTest {
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
        refused("outside.pbmm", file.array(), "region memmapped_package://r4", "of " + file.capacity() + " there");
    }

    @Test
    void blocksThatPointAtOneAnotherAreRefused() throws IOException {
        byte[] index = Files.readAllBytes(Golden.file("checkpoint").resolve("best_dev-7.index"));
        ByteBuffer bytes = ByteBuffer.wrap(index).order(ByteOrder.LITTLE_ENDIAN);
        // The footer's handles: the index block becomes the first block of entries, whose values are no places of
        // blocks.
        int footer = index.length - 48;
        for (int i = 0; i < 40; i++) {
            bytes.put(footer + i, (byte) 0);
        }
        refused("cyclic.index", index, "cyclic.index, byte ");
    }
}
