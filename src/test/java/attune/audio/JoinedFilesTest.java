package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Files one after the other in one, as {@code cat} joins them, with the tags that each had. */
class JoinedFilesTest {
    private final AudioReader reader = new AudioReader();

    private static final String ID3V1 = "TAG" + "x".repeat(125);

    private static Path joined(Path folder, byte[]... pieces) throws IOException {
        Path file = folder.resolve("joined");
        Files.write(file, new byte[0]);
        for (byte[] piece : pieces) {
            Files.write(file, piece, StandardOpenOption.APPEND);
        }
        return file;
    }

    static Stream<String> tags() {
        return Stream.of(
                ID3V1,
                "ID3\4\0\0\0\0\1\2" + "\0\377".repeat(65),
                "ID3\4\0\20\0\0\0\3abc3DI\4\0\20\0\0\0\3",
                "APETAGEX\320\7\0\0\43\0\0\0\0\0\0\0\0\0\0\240\0\0\0\0\0\0\0\0" + "x".repeat(35) + ID3V1,
                "LYRICSBEGININD0000200000029LYRICS200" + ID3V1 + "ID3\3\0\0\0\0\0\0",
                "TAG+" + "x".repeat(223) + ID3V1);
    }

    @ParameterizedTest
    @MethodSource("tags")
    void anMp3IsReadOnAfterTheTagsOfJoinedFiles(String tags, @TempDir Path folder) throws IOException {
        byte[] one = Files.readAllBytes(Fixtures.golden("untagged-16khz-mono.mp3"));
        byte[] between = tags.getBytes(StandardCharsets.ISO_8859_1);
        float[] plainlyJoined = reader.read(joined(folder, one, one), 16000).samples();
        assertThat(reader.read(joined(folder, one, between, one, between), 16000)
                        .samples())
                .isEqualTo(plainlyJoined);
    }

    @Test
    void aJoinedMp3sOwnAccountOfItselfIsNoSound(@TempDir Path folder) throws IOException {
        byte[] one = Files.readAllBytes(Fixtures.golden("tagged-44khz-stereo.mp3"));
        float[] alone =
                reader.read(Fixtures.golden("tagged-44khz-stereo.mp3"), 44100).samples();
        float[] twice = reader.read(joined(folder, one, ID3V1.getBytes(StandardCharsets.ISO_8859_1), one), 44100)
                .samples();
        int second = (twice.length + 576 + 529) / 2; // half of all decoded samples, the delays of the first left out
        assertThat(Fixtures.signalToNoiseDb(alone, Arrays.copyOfRange(twice, second, second + alone.length), 0))
                .isGreaterThan(110);
    }

    @Test
    void anMp3ThatWasCutShortBeforeItWasJoinedIsRefused(@TempDir Path folder) throws IOException {
        byte[] whole = Files.readAllBytes(Fixtures.golden("tagged-44khz-stereo.mp3"));
        byte[] cut = Arrays.copyOf(whole, lastFrame(whole));
        Path file = joined(folder, cut, ID3V1.getBytes(StandardCharsets.ISO_8859_1), whole);
        assertThatThrownBy(() -> reader.read(file, 44100)).hasMessageContaining("(1 missing)");
    }

    /** Where the last frame begins, by the first two bytes that all frames have. */
    private static int lastFrame(byte[] mp3) {
        int at = mp3.length - 4;
        while (mp3[at] != (byte) 0xFF || mp3[at + 1] != (byte) 0xFB) {
            at--;
        }
        return at;
    }

    @Test
    void aFlacMayEndInATagButNotGoOn(@TempDir Path folder) throws IOException {
        Path plain = Fixtures.golden("stereo-16bit-16khz.flac");
        byte[] one = Files.readAllBytes(plain);
        byte[] tag = ID3V1.getBytes(StandardCharsets.ISO_8859_1);
        assertThat(reader.read(joined(folder, one, tag), 16000).samples())
                .isEqualTo(reader.read(plain, 16000).samples());
        for (byte[] between : List.of(new byte[0], tag)) {
            Path file = joined(folder, one, between, one);
            assertThatThrownBy(() -> reader.read(file, 16000))
                    .hasMessageContaining("goes on after the 2400 samples its FLAC header gives");
        }
    }
}
