package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.layers.BandFrame;
import attune.layers.BandStem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpeechEmbeddingTest {
    private static final Path FILE = Path.of("models/speech-embedding/embedding_model.onnx");

    @TempDir
    Path folder;

    @Test
    void hasNineteenConvolutionsAndFourMaxima() throws IOException {
        BandStem stem = SpeechEmbedding.read(FILE);
        assertThat(stem.parts().stream().filter(BandStem.Convolution.class::isInstance))
                .hasSize(19);
        assertThat(stem.parts().stream().filter(BandStem.Pooling.class::isInstance))
                .hasSize(4);
        assertThat(stem.input()).isEqualTo(new BandFrame(4, 32, 1));
        assertThat(stem.outputs()).isEqualTo(288 + 192 + 192);
        long weights = stem.parts().stream()
                .flatMap(part -> part.weights().values().stream())
                .mapToLong(values -> values.length)
                .sum();
        // The last convolution, 96 × 96 × 3 weights without a bias, is left out.
        assertThat(weights).isEqualTo(328_128 - 96 * 96 * 3);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SpeechEmbedding.read(folder.resolve("none.onnx")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("none.onnx")
                .hasMessageContaining("there is no such file");
    }

    @Test
    void anotherProgramsFileIsRefused() {
        assertThatThrownBy(() -> SpeechEmbedding.read(Golden.file("narrow.pb")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("is not an ONNX file");
    }

    /** A graph (field 7 of the model) of one node (field 1) with an input, an output and the operation's name. */
    @Test
    void aGraphThatEndsEarlyIsRefused() throws IOException {
        byte[] node = "\n\1x\22\1y\"\7Reshape".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer model = ByteBuffer.allocate(6 + node.length);
        model.put((byte) 0x08).put((byte) 8); // the version
        model.put((byte) 0x3A)
                .put((byte) (2 + node.length))
                .put((byte) 0x0A)
                .put((byte) node.length)
                .put(node);
        Path file = Files.write(folder.resolve("short.onnx"), model.array());
        assertThatThrownBy(() -> SpeechEmbedding.read(file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("ends where a speech embedding has a Conv");
    }

    @Test
    void aTextIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "version https://git-lfs.github.com/spec/v1");
        assertThatThrownBy(() -> SpeechEmbedding.read(file)).isInstanceOf(UserFault.class);
    }
}
