package attune.foreign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import attune.layers.BandFrame;
import attune.layers.BandStem;
import java.io.IOException;
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

    @Test
    void aTextIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("model.onnx"), "version https://git-lfs.github.com/spec/v1");
        assertThatThrownBy(() -> SpeechEmbedding.read(file)).isInstanceOf(UserFault.class);
    }
}
