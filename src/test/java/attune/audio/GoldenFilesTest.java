package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Decoding, against what ffmpeg decodes from the same files (regenerate.py). */
class GoldenFilesTest {

    private final AudioReader reader = new AudioReader();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo-16bit-16khz.wav",
                "stereo-16bit-16khz.flac",
                "unsigned-8bit.wav",
                "extensible-24bit.wav",
                "extensible-32bit.wav",
                "float-32bit.wav",
                "float-64bit.wav",
                "a-law.wav",
                "mu-law.wav",
                "rf64.wav",
                "piped-by-sox.wav",
                "24bit.flac",
                "8bit.flac"
            })
    void losslessFormatsDecodeToTheVeryBitsOfFfmpeg(String name) throws IOException {
        float[] found = reader.read(Fixtures.golden(name), fileRateHz(name)).samples();
        assertThat(found).isEqualTo(Fixtures.floats(Fixtures.golden(name + ".f32")));
    }

    /** Two floating-point decoders: what remains is rounding, some 20 dB below the 16-bit noise floor. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "tagged-44khz-stereo.mp3",
                "untagged-16khz-mono.mp3",
                "untagged-8khz-mono.mp3",
                "stereo-16khz.ogg",
                "several-pages.ogg"
            })
    void lossyFormatsDecodeLikeFfmpegToTheSample(String name) throws IOException {
        float[] expected = Fixtures.floats(Fixtures.golden(name + ".f32"));
        float[] found = reader.read(Fixtures.golden(name), fileRateHz(name)).samples();
        assertThat(found).hasSameSizeAs(expected);
        assertThat(Fixtures.signalToNoiseDb(expected, found, 0)).isGreaterThan(110);
    }

    @ParameterizedTest
    @CsvSource({
        "stereo-16bit-16khz.wav, WAV, 16000, 2, 2400",
        "stereo-16bit-16khz.flac, FLAC, 16000, 2, 2400",
        "a-law.wav, WAV, 8000, 1, 400",
        "tagged-44khz-stereo.mp3, MP3, 44100, 2, 3969",
        "untagged-16khz-mono.mp3, MP3, 16000, 1, 4032",
        "stereo-16khz.ogg, Vorbis, 16000, 2, 2400",
        "several-pages.ogg, Vorbis, 16000, 2, 2400"
    })
    void lengthsAreThoseOfTheRecordingNotOfTheCodecsPadding(
            String name, String format, int rateHz, int channels, long samples) {
        Path file = Fixtures.golden(name);
        assertThat(reader.info(file)).isEqualTo(new AudioInfo(format, rateHz, channels, samples));
        assertThat(reader.durationSeconds(file)).isEqualTo((double) samples / rateHz);
        assertThat(reader.read(file, rateHz).samples()).hasSize((int) samples);
    }

    @Test
    void aWavAndTheFlacOfItGiveTheSameBitsAtAnyRate() {
        for (int rateHz : new int[] {16000, 8000, 22050}) {
            assertThat(reader.read(Fixtures.golden("stereo-16bit-16khz.flac"), rateHz)
                            .samples())
                    .isEqualTo(reader.read(Fixtures.golden("stereo-16bit-16khz.wav"), rateHz)
                            .samples());
        }
    }

    @Test
    void theNameOfAFileSaysNothing(@TempDir Path folder) throws IOException {
        Path misnamed = Files.copy(Fixtures.golden("several-pages.ogg"), folder.resolve("sound.wav"));
        assertThat(reader.info(misnamed).format()).isEqualTo("Vorbis");
    }

    @Test
    void anId3TagBeforeAnyFormatIsPassedOver(@TempDir Path folder) throws IOException {
        for (String name : new String[] {"stereo-16bit-16khz.flac", "several-pages.ogg", "untagged-16khz-mono.mp3"}) {
            Path tagged = folder.resolve(name);
            byte[] tag = {'I', 'D', '3', 4, 0, 0, 0, 0, 1, 2};
            Files.write(tagged, tag);
            Files.write(tagged, new byte[130], StandardOpenOption.APPEND);
            Files.write(tagged, Files.readAllBytes(Fixtures.golden(name)), StandardOpenOption.APPEND);
            assertThat(reader.read(tagged, 16000).samples())
                    .isEqualTo(reader.read(Fixtures.golden(name), 16000).samples());
        }
    }

    @Test
    void trailingTagsAndZerosOfAnMp3AreNoSound(@TempDir Path folder) throws IOException {
        Path plain = Fixtures.golden("untagged-16khz-mono.mp3");
        for (String tail : new String[] {"TAG" + "x".repeat(125), "APETAGEX and more", "\0".repeat(999)}) {
            Path file = folder.resolve("tail.mp3");
            Files.write(file, Files.readAllBytes(plain));
            Files.writeString(file, tail, StandardOpenOption.APPEND);
            assertThat(reader.read(file, 16000).samples())
                    .isEqualTo(reader.read(plain, 16000).samples());
        }
    }

    @Test
    void otherKindsAreReadThroughFfmpeg() throws IOException {
        ExternalTools.require("ffmpeg");
        Path file = Fixtures.golden("other-kind.aiff");
        assertThat(reader.info(file)).isEqualTo(new AudioInfo("ffmpeg", 16000, 2, 480));
        assertThat(reader.read(file, 16000).samples())
                .isEqualTo(Fixtures.floats(Fixtures.golden("other-kind.aiff.f32")));
    }

    @Test
    void whatDecodesAFileIsKnown() throws IOException {
        for (String ours : List.of("8bit.flac", "tagged-44khz-stereo.mp3", "mu-law.wav", "stereo-16khz.ogg")) {
            assertThat(reader.decoder(Fixtures.golden(ours))).as(ours).isEqualTo("attune 2");
        }
        ExternalTools.require("ffmpeg");
        assertThat(reader.decoder(Fixtures.golden("other-kind.aiff"))).startsWith("ffmpeg version");
        assertThatThrownBy(() -> new AudioReader("no-such-program").decoder(Fixtures.golden("other-kind.aiff")))
                .isInstanceOf(IOException.class);
    }

    private int fileRateHz(String name) {
        return reader.info(Fixtures.golden(name)).sampleRateHz();
    }
}
