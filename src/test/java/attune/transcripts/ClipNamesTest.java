package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ClipNamesTest {

    private static List<String> names(String... files) {
        List<Clip> clips =
                Stream.of(files).map(file -> Clip.whole(Path.of(file))).toList();
        return ClipNames.of(clips).stream().map(ClipName::clip).toList();
    }

    @Test
    void aFilesNameWithoutItsEndingIsEnoughWhereItTellsThemApart() {
        assertThat(names("clips/a.wav", "more/b.c.flac", "/x/noending", ".hidden"))
                .containsExactly("a", "b.c", "noending", ".hidden");
    }

    @Test
    void foldersAreNamedWhereTheyAreNeeded() {
        assertThat(names("clips/digits/1.flac", "clips/letters/1.flac", "clips/2.flac"))
                .containsExactly("digits/1", "letters/1", "clips/2");
    }

    @Test
    void endingsStayWhereNothingElseTellsApart() {
        assertThat(names("clips/a.wav", "clips/a.flac", "clips/b.wav")).containsExactly("a.wav", "a.flac", "b.wav");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void filesOfTwoFileSystemsAreToldApart(@TempDir Path folder) throws IOException {
        Map<String, String> create = Map.of("create", "true");
        try (FileSystem one = FileSystems.newFileSystem(folder.resolve("one.zip"), create);
                FileSystem two = FileSystems.newFileSystem(folder.resolve("two.zip"), create)) {
            List<ClipName> names =
                    ClipNames.of(List.of(Clip.whole(one.getPath("/x/a.wav")), Clip.whole(two.getPath("/x/a.wav"))));
            assertThat(names.get(0).clip()).startsWith("jar/file/").endsWith("/one.zip/x/a.wav");
            assertThat(names.get(1).clip()).startsWith("jar/file/").endsWith("/two.zip/x/a.wav");
        }
    }

    @Test
    void aFileGivenTwiceIsOneFile() {
        assertThat(names("clips/a.wav", "clips/../clips/a.wav", "b.wav")).containsExactly("a", "a", "b");
    }

    @Test
    void segmentsOfARecordingAreToldApartByTheirBeginning() {
        Path call = Path.of("call.wav");
        assertThat(ClipNames.of(List.of(
                        new Clip(call, 0, OptionalDouble.of(2)),
                        new Clip(call, 12.5, OptionalDouble.of(2)),
                        new Clip(call, 3600, OptionalDouble.of(2)))))
                .containsExactly(
                        new ClipName("call", "call"),
                        new ClipName("call", "call@12.5"),
                        new ClipName("call", "call@3600"));
    }

    @Test
    void noClipsHaveNoNames() {
        assertThat(ClipNames.of(List.of())).isEmpty();
    }
}
