package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.ExternalTools;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound in a zip archive, which Java reads as a file system. */
class OtherFileSystemTest {
    private static final int RATE_HZ = 16_000;

    @TempDir
    Path folder;

    private final AudioReader reader = new AudioReader();
    private FileSystem archive;

    @BeforeEach
    void make() throws IOException {
        archive = FileSystems.newFileSystem(folder.resolve("archive.zip"), Map.of("create", "true"));
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private Path archived(String name) throws IOException {
        return Files.copy(Fixtures.golden(name), archive.getPath("/" + name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stereo-16bit-16khz.wav",
                "stereo-16bit-16khz.flac",
                "tagged-44khz-stereo.mp3",
                "several-pages.ogg"
            })
    void everyKindIsReadWithoutACopy(String name) throws IOException {
        assertThat(reader.read(archived(name), 0.01, 0.05, RATE_HZ).samples())
                .isEqualTo(
                        reader.read(Fixtures.golden(name), 0.01, 0.05, RATE_HZ).samples());
    }

    @Test
    void whatFfmpegReadsIsCopiedForIt() throws IOException {
        ExternalTools.require("ffmpeg");

        assertThat(reader.read(archived("other-kind.aiff"), RATE_HZ).samples())
                .isEqualTo(
                        reader.read(Fixtures.golden("other-kind.aiff"), RATE_HZ).samples());
    }

    @Test
    void aMissingFileIsAFault() {
        assertThatThrownBy(() -> reader.read(archive.getPath("/none.wav"), RATE_HZ))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("/none.wav: does not exist");
    }
}
