package attune.spark.hadoop;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Columns;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocationsTest {
    private static final Path CALLS = Locations.of("hdfs://namenode:8020/calls 100%/");

    @TempDir
    Path folder;

    @Test
    void whatIsOfThisMachineIsAPathOfJavasOwn() {
        assertThat(Locations.of("calls/1.wav")).isEqualTo(Path.of("calls/1.wav"));
        assertThat(Locations.of("file:///calls/1.wav")).isEqualTo(Path.of("/calls/1.wav"));
        assertThat(CALLS.getFileSystem()).isNotEqualTo(FileSystems.getDefault());
    }

    @Test
    void nothingIsEscaped() {
        assertThat(CALLS).hasToString("hdfs://namenode:8020/calls 100%");
        assertThat(Locations.of(CALLS.resolve("#1.wav").toString())).isEqualTo(CALLS.resolve("#1.wav"));
        assertThat(Locations.of("s3a://bucket")).hasToString("s3a://bucket/");
    }

    @Test
    void pathsAreTakenApartAndPutTogether() {
        Path clip = CALLS.resolve("2025").resolve("../1.wav");

        assertThat(clip.normalize()).hasToString("hdfs://namenode:8020/calls 100%/1.wav");
        assertThat(clip.getFileName()).hasToString("1.wav");
        assertThat(CALLS.relativize(clip.normalize())).hasToString("1.wav");
        assertThat(clip.startsWith(CALLS)).isTrue();
        assertThat(clip.startsWith(Path.of("/"))).isFalse();
        assertThat(CALLS.resolve("/else/1.wav")).hasToString("hdfs://namenode:8020/else/1.wav");
        assertThat(CALLS.getRoot().getParent()).isNull();
    }

    @Test
    void aManifestNamesFilesAnywhereAndIsWrittenSo() throws IOException {
        Path manifest = Files.writeString(folder.resolve("calls.jsonl"), """
                {"audio_filepath": "1.wav"}
                {"audio_filepath": "/shared/2.wav"}
                {"audio_filepath": "file:///shared/3.wav"}
                {"audio_filepath": "s3a://calls/4 or 5.wav"}
                """);

        List<Utterance> clips = read(manifest);

        assertThat(clips)
                .extracting(one -> one.clip().audio())
                .containsExactly(
                        folder.toRealPath().resolve("1.wav"),
                        Path.of("/shared/2.wav"),
                        Path.of("/shared/3.wav"),
                        Locations.of("s3a://calls/4 or 5.wav"));
        Path copy = folder.resolve("elsewhere/copy.jsonl");
        Manifest.write(copy, clips);
        assertThat(read(copy))
                .extracting(one -> one.clip().audio())
                .containsExactlyElementsOf(
                        clips.stream().map(one -> one.clip().audio()).toList());
    }

    private static List<Utterance> read(Path manifest) {
        return Manifest.salvage(List.of(Locations.manifest(manifest)), Columns.OBVIOUS)
                .utterances();
    }
}
