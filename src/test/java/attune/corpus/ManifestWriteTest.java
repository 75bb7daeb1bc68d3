package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestWriteTest {
    private static final Path FIXTURES = Path.of("src/test/resources/attune/corpus");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nemo/manifest.jsonl",
                "deepspeech/train.csv",
                "commonvoice/escaped.tsv",
                "librispeech",
                "kaldi/segmented",
                "kaldi/untranscribed"
            })
    void whatIsWrittenIsReadAgainWhateverItCameFrom(String fixture) throws IOException {
        List<Utterance> utterances = Manifest.read(FIXTURES.resolve(fixture));
        Path file = folder.resolve("new/folder/all.jsonl");
        Manifest.write(file, utterances);
        assertThat(Manifest.read(file))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("where")
                .isEqualTo(utterances);
    }

    @Test
    void pathsAreRelativeToTheNewFile() throws IOException {
        Path audio = folder.toRealPath().resolve("corpus/clips/a b.wav");
        Utterance utterance = new Utterance(
                "a",
                new Clip(audio, 0.5, OptionalDouble.of(2)),
                Optional.of("où \"là\"\n"),
                "elsewhere:1",
                new LinkedHashMap<>(Map.of("speaker", "s1")));
        Manifest.write(folder.resolve("corpus/own.jsonl"), List.of(utterance));
        Manifest.write(folder.resolve("runs/other.jsonl"), List.of(utterance));
        assertThat(folder.resolve("corpus/own.jsonl"))
                .hasContent("{\"audio_filepath\":\"clips/a b.wav\",\"offset\":0.5,\"duration\":2.0,"
                        + "\"text\":\"où \\\"là\\\"\\n\",\"id\":\"a\",\"speaker\":\"s1\"}\n");
        assertThat(Files.readString(folder.resolve("runs/other.jsonl")))
                .startsWith("{\"audio_filepath\":\"../corpus/clips/a b.wav\",");
    }

    @Test
    void idsThatReadingWouldGiveAnywayAreNotWritten() throws IOException {
        Path audio = folder.toRealPath().resolve("a.wav");
        Utterance utterance = new Utterance("a.wav", Clip.whole(audio), Optional.empty(), "elsewhere:1", Map.of());
        Path file = folder.resolve("all.jsonl");
        Manifest.write(file, List.of(utterance));
        assertThat(file).hasContent("{\"audio_filepath\":\"a.wav\"}\n");
    }

    @Test
    void extraKeysNamedLikeNemosOwnAreLeftOut() throws IOException {
        Path audio = Files.createFile(folder.resolve("a.wav")).toRealPath();
        Utterance utterance = new Utterance(
                "a.wav", Clip.whole(audio), Optional.empty(), "elsewhere:1", Map.of("duration", "1500", "text", "x"));
        Path file = folder.resolve("all.jsonl");
        Manifest.write(file, List.of(utterance));
        assertThat(Manifest.read(file).get(0).extra()).isEmpty();
        assertThat(Manifest.read(file).get(0).text()).isEmpty();
    }

    /** Programs compare them; a speaker's number is a name. */
    @Test
    void ofOtherValuesOnlyConfidenceAndAgreementAreNumbers() throws IOException {
        Path file = folder.resolve("all.jsonl");
        Utterance one = Manifest.read(FIXTURES.resolve("deepspeech/train.csv")).get(0);
        Manifest.write(
                file,
                List.of(
                        one.withExtra(Map.of("confidence", "0.870")),
                        one.withExtra(Map.of("agreement", "1", "speaker", "17")),
                        one.withExtra(Map.of("confidence", "high"))));
        assertThat(Files.readAllLines(file))
                .satisfiesExactly(
                        line -> assertThat(line).contains("\"confidence\":0.870}"),
                        line -> assertThat(line).contains("\"agreement\":1", "\"speaker\":\"17\""),
                        line -> assertThat(line).contains("\"confidence\":\"high\""));
    }

    @Test
    void pythonReadsTheSameTextAndFindsTheAudio() throws IOException, InterruptedException {
        ExternalTools.require("python3");
        Path file = folder.resolve("all.jsonl");
        List<Utterance> utterances = Manifest.read(FIXTURES.resolve("deepspeech/train.csv"));
        Manifest.write(file, utterances);
        String program = """
                import json, os, sys
                base = os.path.dirname(sys.argv[1])
                rows = [json.loads(line) for line in open(sys.argv[1], encoding='utf-8')]
                assert all(os.path.exists(os.path.join(base, row['audio_filepath'])) for row in rows)
                print(ascii([row['text'] for row in rows]))
                """;
        assertThat(ExternalTools.run("python3", "-c", program, file.toString()))
                .isEqualTo("['call forward on busy', '\\xc7a va? \"Tr\\xe8s bien\", dit-il', 'two\\nlines']\n");
    }
}
