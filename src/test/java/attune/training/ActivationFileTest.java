package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationFileTest {
    private static final String KEY = new CacheKey().add("trunk").hex();
    private static final float[][] EXAMPLES = {{1, -2.5f, Float.NaN}, {}, {Float.MIN_VALUE, 3, 4, 5}};

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("cache").resolve("train.activations");
        // Out of order, as happens when clips are sorted by length.
        ActivationFile.write(file, KEY, EXAMPLES.length, sink -> {
                    for (int example : new int[] {2, 0, 1}) {
                        sink.put(example, EXAMPLES[example]);
                    }
                })
                .close();
    }

    @Test
    void givesBackWhatWasWritten() throws IOException {
        try (ActivationFile opened =
                ActivationFile.open(file, KEY, EXAMPLES.length).orElseThrow()) {
            for (int round = 0; round < 2; round++) {
                for (int example = 0; example < EXAMPLES.length; example++) {
                    assertThat(opened.read(example)).isEqualTo(EXAMPLES[example]);
                }
            }
        }
        assertThat(Files.size(file)).isEqualTo(ActivationFile.bytes(EXAMPLES.length, 7));
    }

    @Test
    void takesAnExampleLargerThanItsBuffer() throws IOException {
        float[] large = new float[100_000];
        for (int i = 0; i < large.length; i++) {
            large[i] = i;
        }
        try (ActivationFile opened = ActivationFile.write(file, KEY, 1, sink -> sink.put(0, large))) {
            assertThat(opened.read(0)).isEqualTo(large);
        }
    }

    @Test
    void anotherKeyOpensNothing() throws IOException {
        String other = new CacheKey().add("other trunk").hex();
        assertThat(ActivationFile.open(file, other, EXAMPLES.length)).isEmpty();
        assertThat(ActivationFile.open(file, KEY, EXAMPLES.length + 1)).isEmpty();
        assertThat(ActivationFile.open(folder.resolve("none"), KEY, EXAMPLES.length))
                .isEmpty();
    }

    @Test
    void aDamagedOrShortenedFileOpensNothing() throws IOException {
        byte[] good = Files.readAllBytes(file);
        for (int i = 0; i < good.length; i++) {
            byte[] bad = good.clone();
            bad[i] ^= 16;
            Files.write(file, bad);
            assertThat(ActivationFile.open(file, KEY, EXAMPLES.length))
                    .as("byte %d changed", i)
                    .isEmpty();
            Files.write(file, Arrays.copyOf(good, i));
            assertThat(ActivationFile.open(file, KEY, EXAMPLES.length))
                    .as("cut to %d bytes", i)
                    .isEmpty();
        }
    }

    @Test
    void aFileThatWasNotFinishedIsNotThere() throws IOException {
        Path other = folder.resolve("other.activations");
        assertThatIllegalStateException()
                .isThrownBy(() -> ActivationFile.write(other, KEY, 2, sink -> sink.put(0, new float[3])));
        assertThat(other).doesNotExist();
    }

    @Test
    void keysDifferWhereverWhatTheySumUpDiffers() {
        assertThat(new CacheKey().add("ab").add("c").hex())
                .hasSize(64)
                .isEqualTo(new CacheKey().add("ab").add("c").hex())
                .isNotEqualTo(new CacheKey().add("a").add("bc").hex());
        float[] values = new float[40_000];
        String zeros = new CacheKey().add(values).hex();
        values[39_999] = -0f;
        assertThat(new CacheKey().add(values).hex()).isNotEqualTo(zeros);
    }
}
