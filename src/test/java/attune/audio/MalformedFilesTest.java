package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every file in malformed/ is named for its defect and must be refused with the words given here. */
class MalformedFilesTest {

    private static final Map<String, String> REASONS = new TreeMap<>(Map.ofEntries(
            Map.entry("empty.wav", "is empty, 0 bytes"),
            Map.entry("four-bytes.wav", "it ends inside its WAV header"),
            Map.entry("cut-inside-format-chunk.wav", "'fmt ' promises 16 bytes but the file holds 8 (8 missing)"),
            Map.entry("cut-short.wav", "promises 200 bytes of samples but the file holds 150 (50 missing)"),
            Map.entry("cut-short-by-absurd-size.wav", "promises 4294967280 bytes"),
            Map.entry("absurd-chunk-before-data.wav", "'LIST' promises 2147483632 bytes"),
            Map.entry("rf64-absurd-size.wav", "promises 1152921504606846976 bytes"),
            Map.entry("zero-channels.wav", "gives 0 channels"),
            Map.entry("zero-sample-rate.wav", "sample rate of 0 Hz"),
            Map.entry("absurd-sample-rate.wav", "sample rate of 4294967295 Hz"),
            Map.entry("bits-do-not-fit-frame.wav", "24-bit samples"),
            Map.entry("tiny-format-chunk.wav", "format chunk has 4 bytes"),
            Map.entry("no-data-chunk.wav", "has no data chunk"),
            Map.entry("data-before-format.wav", "data comes before any format chunk"),
            Map.entry("no-samples.wav", "holds no samples"),
            Map.entry("never-finished-header.wav", "never finished and leaves out the 200 bytes that follow"),
            Map.entry("half-a-frame-too-many.wav", "201 bytes is not a whole number of 2-byte frames"),
            Map.entry("not-a-number.wav", "its sample 1 is NaN"),
            Map.entry("scaled-to-32768.wav", "its sample 1 is 20000.0 where full scale is 1"),
            Map.entry("text.wav", "is not WAV, FLAC, MP3 or Ogg Vorbis"),
            Map.entry("noise.bin", "is not WAV, FLAC, MP3 or Ogg Vorbis"),
            Map.entry("marker-only.flac", "ends inside its FLAC metadata"),
            Map.entry("cut-inside-frame.flac", "ends inside FLAC frame 1, after 576 samples of 2400"),
            Map.entry("cut-between-frames.flac", "promises 2400 samples but the file holds 1152 (1248 missing)"),
            Map.entry("frame-header-with-wrong-crc.flac", "frame 1 (sample 576) has a header with a wrong CRC-8"),
            Map.entry("frame-with-wrong-crc.flac", "frame 1 (sample 576) has a wrong CRC-16"),
            Map.entry("frame-with-broken-subframe.flac", "frame 1 (sample 576) has a subframe that starts with a one"),
            Map.entry("missing-frame.flac", "frame 1 (sample 576) is out of order"),
            Map.entry("wrong-md5.flac", "have the MD5"),
            Map.entry("more-samples-than-header.flac", "more samples than the 100 its header gives"),
            Map.entry("no-streaminfo.flac", "does not begin with a STREAMINFO block"),
            Map.entry("metadata-beyond-end.flac", "ends inside its FLAC metadata"),
            Map.entry("garbage-after-header.flac", "frame 0 (sample 0) does not start with the sync code"),
            Map.entry("zero-sample-rate.flac", "sample rate of 0 Hz"),
            Map.entry("only-an-id3-tag.mp3", "holds an ID3 tag and no sound"),
            Map.entry("id3-tag-beyond-end.mp3", "ends inside its ID3 tag of 127 bytes"),
            Map.entry("only-an-info-frame.mp3", "holds no MP3 frame with sound"),
            Map.entry("cut-inside-frame.mp3", "ends inside MP3 frame 4"),
            Map.entry("fewer-frames-than-header.mp3", "promises 5 frames but the file holds 2 (3 missing)"),
            Map.entry("garbage-between-frames.mp3", "not an MP3 frame at byte 864"),
            Map.entry("garbage-after-header.mp3", "not an MP3 frame at byte 144"),
            Map.entry("one-byte-of-a-frame.mp3", "ends inside MP3 frame 7"),
            Map.entry("four-bytes.ogg", "ends inside the Ogg page at byte 0"),
            Map.entry("cut-inside-page.ogg", "ends inside the Ogg page at byte"),
            Map.entry("no-last-page.ogg", "without the Ogg page that ends the stream"),
            Map.entry("missing-page.ogg", "a page is missing"),
            Map.entry("page-with-wrong-checksum.ogg", "has a wrong checksum"),
            Map.entry("garbage-between-pages.ogg", "not an Ogg page at byte"),
            Map.entry("two-streams-chained.ogg", "holds several Ogg streams"),
            Map.entry("headers-only.ogg", "no packet of sound"),
            Map.entry("broken-codebooks.ogg", "Vorbis header packet 2"),
            Map.entry("zero-channels.ogg", "Vorbis header packet 0"),
            Map.entry("promises-more-than-it-holds.ogg", "promises 1099511627776 samples")));

    private final AudioReader reader = new AudioReader();

    @TestFactory
    @Timeout(60)
    Iterable<DynamicTest> eachIsRefusedForItsDefect() throws IOException {
        return Fixtures.malformed().stream()
                .map(file -> DynamicTest.dynamicTest(name(file), () -> {
                    Throwable thrown = catchThrowable(() -> reader.read(file, 16000));
                    assertThat(thrown).isInstanceOf(UserFault.class);
                    assertThat(thrown.getMessage())
                            .startsWith(file + ": ")
                            .contains(Objects.requireNonNull(REASONS.get(name(file))))
                            .contains("; ")
                            .doesNotContain("\n");
                }))
                .toList();
    }

    @Test
    void everyReasonHasItsFile() throws IOException {
        assertThat(Fixtures.malformed().stream().map(MalformedFilesTest::name))
                .containsExactlyInAnyOrderElementsOf(REASONS.keySet());
    }

    @Test
    void aFileThatIsNotThereIsAFault(@TempDir Path folder) {
        assertThatThrownBy(() -> reader.read(folder.resolve("none.wav"), 16000))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("none.wav: does not exist");
    }

    @Test
    void aFolderIsAFault(@TempDir Path folder) {
        assertThatThrownBy(() -> reader.durationSeconds(folder))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("is not a regular file");
    }

    @Test
    void withoutFfmpegOtherKindsAreAFaultThatNamesIt() {
        assertThatThrownBy(() -> new AudioReader("no-such-program").read(Fixtures.golden("other-kind.aiff"), 16000))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("other-kind.aiff: ")
                .hasMessageContaining("ffmpeg")
                .hasMessageContaining("install ffmpeg");
    }

    @Test
    void aWavThatOnlyFfmpegReadsIsCalledOne(@TempDir Path folder) throws IOException {
        byte[] wav = Files.readAllBytes(Fixtures.golden("stereo-16bit-16khz.wav"));
        wav[20] = 0x31; // GSM, as Asterisk's wav49
        Path file = Files.write(folder.resolve("gsm.wav"), wav);
        assertThatThrownBy(() -> new AudioReader("no-such-program").read(file, 16000))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("is WAV in a coding that only ffmpeg reads");
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
