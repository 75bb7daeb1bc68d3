package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Utterance;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveClipsTest {
    @TempDir
    Path folder;

    @Test
    void lengthsComeFromTheManifestOrTheSizeOfTheFile() throws IOException {
        Files.write(folder.resolve("b.wav"), new byte[64_000]);
        List<Utterance> clips = ArchiveClips.find(manifest("""
                {"audio_filepath": "a.wav", "duration": 7.5}
                {"audio_filepath": "b.wav"}
                {"audio_filepath": "gone.flac"}
                """));

        assertThat(ArchiveClips.seconds(clips)).containsExactly(7.5, 2, 0);
    }

    @Test
    void aFolderOfRecordingsIsAnArchive() throws IOException {
        Files.write(Files.createDirectory(folder.resolve("2024")).resolve("call.mp3"), new byte[8]);

        assertThat(ArchiveClips.find(folder))
                .singleElement()
                .extracting(clip -> clip.clip().audio())
                .isEqualTo(folder.resolve("2024/call.mp3").toAbsolutePath());
    }

    @Test
    void linesThatAreWrongAreCountedAndTheFirstIsTold() throws IOException {
        Path wrong = manifest("""
                {"audio_filepath": "a.wav", "duration": -1}
                {"text": "no file"}
                """);

        assertThatThrownBy(() -> ArchiveClips.find(wrong))
                .isInstanceOf(UserFault.class)
                .hasMessageContainingAll("2 lines are wrong", "archive.jsonl:1: duration is -1");
    }

    private Path manifest(String lines) throws IOException {
        return Files.writeString(folder.resolve("archive.jsonl"), lines);
    }
}
