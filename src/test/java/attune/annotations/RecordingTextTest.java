package attune.annotations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTextTest {
    @TempDir
    Path folder;

    private String read(String content) throws IOException {
        return RecordingText.read(Files.writeString(folder.resolve("text"), content));
    }

    @Test
    void plainTextStaysAsItIs() throws IOException {
        assertThat(read("Chapter 1\n\nIt was [sic] late.\n")).isEqualTo("Chapter 1\n\nIt was [sic] late.\n");
    }

    @Test
    void ofSubRipTheWordsRemain() throws IOException {
        assertThat(
                        read(
                                "\uFEFF1\r\n00:00:01,000 --> 00:00:02,500\r\n<i>Good evening,</i>\r\n- [door] Who's there?\r\n\r\n"
                                        + "2\r\n00:00:03,000 --> 00:00:04,000\r\n(music)\r\n\r\n3\r\n00:01:03,000 --> 00:01:04,000\r\nMe."))
                .isEqualTo("Good evening,\nWho's there?\nMe.");
    }

    @Test
    void ofWebVttTheWordsRemain() throws IOException {
        String subtitles = """
                WEBVTT - a talk

                NOTE not said

                intro
                00:01.000 --> 00:02.500 line:0
                <v Ann>Good evening.

                00:02.600 --> 00:03.000
                ♪ ♪
                """;
        assertThat(read(subtitles)).isEqualTo("Good evening.");
    }

    @Test
    void othersEncodingsAreRefused() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'a', (byte) 0xE4});
        assertThatThrownBy(() -> RecordingText.read(latin))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("UTF-8");
    }
}
