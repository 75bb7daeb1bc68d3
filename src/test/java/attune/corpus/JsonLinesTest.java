package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @TempDir
    Path folder;

    private Path manifest(String content) throws IOException {
        return Files.writeString(folder.resolve("all.jsonl"), content);
    }

    private static List<Manifest.Salvaged> oneByOne(Path manifest) throws IOException {
        JsonLines reader = new JsonLines(manifest);
        List<Manifest.Salvaged> read = new ArrayList<>();
        for (String line : Files.readAllLines(manifest)) {
            read.add(reader.read(read.size() + 1, line));
        }
        return read;
    }

    @Test
    void linesByThemselvesSayWhatTheySayTogether() throws IOException {
        Path manifest = manifest("""
                \uFEFF{"audio_filepath": "a.wav", "duration": 1.5, "text": "one", "speaker": "ann"}

                {"audio_filepath": "b.wav", "offset": 2, "text": 3}
                no line
                {"audio_filepath": "../c.wav", "id": "c"}
                """);

        List<Manifest.Salvaged> lines = oneByOne(manifest);

        Manifest.Salvaged together = Manifest.salvage(List.of(manifest), Columns.OBVIOUS);
        assertThat(lines.stream().flatMap(line -> line.utterances().stream()))
                .isEqualTo(together.utterances())
                .hasSize(2);
        assertThat(lines.stream().flatMap(line -> line.faults().stream()).map(Throwable::getMessage))
                .containsExactlyInAnyOrderElementsOf(
                        together.faults().stream().map(Throwable::getMessage).toList())
                .hasSize(2);
    }

    @Test
    void aLineIsWrittenAsInAWholeManifest() throws IOException {
        Path manifest = manifest("""
                {"audio_filepath": "a.wav", "duration": 1.5, "text": "one", "speaker": "ann", "id": "first"}
                {"audio_filepath": "b/c.wav", "offset": 0.25, "text": "tw\u00f6"}
                """);
        List<Utterance> utterances =
                Manifest.salvage(List.of(manifest), Columns.OBVIOUS).utterances();
        Path there = Files.createDirectory(folder.resolve("copy")).toRealPath();
        Path written = there.resolve("all.jsonl");

        Manifest.write(written, utterances);

        assertThat(utterances.stream().map(one -> JsonLines.line(there, one)))
                .containsExactlyElementsOf(Files.readAllLines(written));
    }

    @Test
    void otherFormatsAreNotTakenForJson() {
        assertThat(JsonLines.recognises("\uFEFF {\"audio_filepath\": \"a.wav\"}"))
                .isTrue();
        assertThat(JsonLines.recognises("wav_filename,wav_filesize,transcript")).isFalse();
    }
}
