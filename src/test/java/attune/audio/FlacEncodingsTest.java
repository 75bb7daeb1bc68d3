package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every way in which the reference encoder packs sound, against the WAV it was made from and, inside the reader,
 * against the MD5 the encoder computed.
 */
class FlacEncodingsTest {

    private static final int SAMPLES = 20_000;

    private final AudioReader reader = new AudioReader();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "sine, 1, 16, -0", // fixed predictors
        "sine, 2, 16, -8", // linear prediction, decorrelated channels
        "sine, 2, 24, -8 -e -p",
        "sine, 1, 8, -5",
        "sine, 1, 16, -8 --lax -l 32 -r 0,15 -b 4608",
        "sine, 2, 16, -3 -b 17", // odd block size, given at the header's end
        "sine, 6, 16, -5",
        "white, 2, 16, -8", // nothing to predict: verbatim
        "white, 1, 24, -8",
        "brown, 2, 24, -8 -m",
        "silence, 2, 16, -5" // constant
    })
    void whateverFlacWritesIsReadToTheBit(String sound, int channels, int bits, String options)
            throws IOException, InterruptedException {
        ExternalTools.require("sox", "flac");
        Path wav = folder.resolve("sound.wav");
        List<String> sox = new ArrayList<>(List.of("sox", "-R", "-D", "-n", "-r", "22050", "-b", "" + bits));
        sox.addAll(List.of("-c", "" + channels, wav.toString(), "synth", SAMPLES + "s"));
        sox.addAll(
                switch (sound) {
                    case "silence" -> List.of("sine", "0", "gain", "-200");
                    case "sine" -> List.of("sine", "100-9000", "gain", "-3");
                    default -> List.of(sound + "noise", "gain", "-3");
                });
        ExternalTools.run(sox.toArray(String[]::new));
        assertThat(readFlacOf(wav, options)).isEqualTo(reader.read(wav, 22050).samples());
    }

    /** The low bits of every sample are zero, which FLAC calls wasted and does not store. */
    @ParameterizedTest
    @CsvSource({"1", "5", "12"})
    void wastedBitsComeBack(int wasted) throws IOException, InterruptedException {
        ExternalTools.require("flac");
        Waveform noise = Fixtures.noise(wasted, 22050, SAMPLES);
        float step = (1 << wasted) / 32768f;
        for (int i = 0; i < SAMPLES; i++) {
            noise.samples()[i] = (float) Math.floor(noise.samples()[i] / step) * step;
        }
        Path wav = folder.resolve("coarse.wav");
        WavWriter.write(wav, noise);
        assertThat(readFlacOf(wav, "-5")).isEqualTo(noise.samples());
    }

    private float[] readFlacOf(Path wav, String options) throws IOException, InterruptedException {
        Path flac = folder.resolve("sound.flac");
        List<String> command = new ArrayList<>(List.of("flac", "-s", "-f"));
        command.addAll(Arrays.asList(options.split(" ")));
        command.addAll(List.of(wav.toString(), "-o", flac.toString()));
        ExternalTools.run(command.toArray(String[]::new));
        assertThat(reader.info(flac).format()).isEqualTo("FLAC");
        return reader.read(flac, 22050).samples();
    }
}
