package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavWriterTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadBackToTheBit() throws IOException {
        Waveform noise = Fixtures.noise(1, 11025, 50_000);
        assertThat(WavWriter.write(folder.resolve("a/b/noise.wav"), noise)).isZero();
        Waveform found = new AudioReader().read(folder.resolve("a/b/noise.wav"), 11025);
        assertThat(found.samples()).isEqualTo(noise.samples());
        assertThat(found.sampleRateHz()).isEqualTo(11025);
    }

    @Test
    void samplesAreRoundedToTheNearestWithHalvesToEvenAndClipped() throws IOException {
        float[] steps = {0.4f, 0.5f, 0.6f, 1.5f, 2.5f, -0.5f, -1.5f, 32767.4f, 32767.6f, 40000, -32768, -32769};
        float[] samples = new float[steps.length];
        for (int i = 0; i < steps.length; i++) {
            samples[i] = steps[i] / 32768;
        }
        assertThat(WavWriter.write(folder.resolve("steps.wav"), new Waveform(samples, 8000)))
                .isEqualTo(3);
        byte[] written = Files.readAllBytes(folder.resolve("steps.wav"));
        short[] found = new short[steps.length];
        ByteBuffer.wrap(written, 44, written.length - 44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asShortBuffer()
                .get(found);
        assertThat(found).containsExactly(0, 0, 1, 2, 2, 0, -2, 32767, 32767, 32767, -32768, -32768);
    }

    @Test
    void soxReadsTheSameSamples() throws IOException, InterruptedException {
        ExternalTools.require("sox");
        Waveform noise = Fixtures.noise(2, 8000, 5000);
        String wav = folder.resolve("noise.wav").toString();
        String raw = folder.resolve("noise.f32").toString();
        WavWriter.write(Path.of(wav), noise);
        assertThat(ExternalTools.run("soxi", "-r", wav).strip()).isEqualTo("8000");
        ExternalTools.run("sox", wav, "-t", "f32", raw);
        assertThat(Fixtures.floats(Path.of(raw))).isEqualTo(noise.samples());
    }

    @Test
    void aFileIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("noise.wav");
        WavWriter.write(file, Fixtures.noise(1, 8000, 500));
        WavWriter.write(file, Fixtures.noise(1, 8000, 100));
        assertThat(file).hasSize(244);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void whatIsNoNumberIsRefusedAndNothingWritten() {
        Path file = folder.resolve("nan.wav");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> WavWriter.write(file, new Waveform(new float[] {0, Float.NaN}, 8000)))
                .withMessageContaining("sample 1 is NaN");
        assertThat(file).doesNotExist();
    }
}
