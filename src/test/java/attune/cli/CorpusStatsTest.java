package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune corpus stats}: figures counted by hand, and those of the telephone prompts. */
class CorpusStatsTest {
    @TempDir
    Path folder;

    private Path manifest(String name, String... lines) throws IOException {
        WavWriter.write(folder.resolve("a.wav"), new Waveform(new float[12_000], 8000));
        return Files.writeString(folder.resolve(name), String.join("\n", lines));
    }

    private Path train() throws IOException {
        return manifest(
                "train.jsonl",
                "{\"audio_filepath\": \"a.wav\", \"duration\": 2, \"text\": \"One, two: TWO!\", \"speaker\": \"ann\"}",
                "{\"audio_filepath\": \"a.wav\", \"offset\": 0.5, \"text\": \"élan\", \"speaker\": \"bob\"}",
                "{\"audio_filepath\": \"a.wav\", \"offset\": 0.75, \"duration\": 5}");
    }

    private static JsonNode json(InProcess run) throws IOException {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        return new ObjectMapper().readTree(run.out()).get("sets");
    }

    @Test
    void figuresAreThoseCountedByHand() throws IOException {
        JsonNode set = json(InProcess.quietly("corpus", "stats", train().toString(), "--format", "json"))
                .get(0);
        assertThat(set.get("clips").asInt()).isEqualTo(3);
        assertThat(set.get("untranscribed").asInt()).isEqualTo(1);
        assertThat(set.get("speakers").asInt()).isEqualTo(2);
        assertThat(set.get("hours").asDouble()).isCloseTo(8 / 3600.0, within(1e-12)); // 2, 1 measured, 5
        assertThat(set.get("seconds"))
                .isEqualTo(new ObjectMapper()
                        .readTree("{\"shortest\":1.0,\"tenth\":1.0,\"median\":2.0,\"ninetieth\":5.0,\"longest\":5.0}"));
        assertThat(set.get("lettersPerSecond").asDouble()).isCloseTo(13 / 3.0, within(1e-12));
        assertThat(set.get("wordsPerMinute").asDouble()).isCloseTo(80, within(1e-9)); // 4 words in 3 seconds
        assertThat(set.get("words").asInt()).isEqualTo(4);
        assertThat(set.get("vocabulary").asInt()).isEqualTo(3);
        assertThat(set.get("onceShare").asDouble()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(set.get("newWordShare").isNull()).isTrue();
        assertThat(set.get("frequentWords").get(0).toString()).isEqualTo("{\"text\":\"two\",\"count\":2}");
        assertThat(set.get("letters").get(0).toString()).isEqualTo("{\"text\":\"o\",\"count\":3}");
    }

    @Test
    void laterSetsAreComparedWithTheFirst() throws IOException {
        Path dev = manifest("dev.csv", "file,text,duration", "a.wav,two three two three,1.5");
        JsonNode sets =
                json(InProcess.quietly("corpus", "stats", train().toString(), dev.toString(), "--format", "json"));
        assertThat(sets.get(1).get("newWordShare").asDouble()).isEqualTo(0.5);
        assertThat(sets.get(1).get("seconds").get("median").asDouble()).isEqualTo(1.5);
    }

    @Test
    void aPersonSeesTablesAndWhatIsRare() throws IOException {
        InProcess run = InProcess.quietly("corpus", "stats", train().toString());
        assertThat(run.err()).isEmpty();
        assertThat(run.outLines())
                .containsExactly(
                        "set          clips  hours  speakers  shortest   10 %  median   90 %  longest",
                        "train.jsonl      3   0.00         2     1.0 s  1.0 s   2.0 s  5.0 s    5.0 s",
                        "",
                        "set          words  vocabulary    once  new  words/min  letters/s  no text",
                        "train.jsonl      4           3  66.7 %    -         80        4.3        1",
                        "",
                        "train.jsonl",
                        "frequent words: two 2, one 1, élan 1",
                        "letters: o 3, n 2, t 2, w 2, a 1, e 1, l 1, é 1",
                        "rare letters: o 3, n 2, t 2, w 2, a 1, e 1, l 1, é 1");
    }

    @Test
    void thePromptsAreOneSpeakersQuarterOfAnHour() throws IOException {
        JsonNode sets = json(InProcess.quietly(
                "corpus",
                "stats",
                TinySpeech.CORPUS.resolve("train.jsonl").toString(),
                TinySpeech.CORPUS.resolve("test.jsonl").toString(),
                "--format",
                "json"));
        assertThat(sets.get(0).get("clips").asInt()).isEqualTo(452);
        assertThat(sets.get(0).get("hours").asDouble()).isCloseTo(17.9 / 60, within(0.001));
        assertThat(sets.get(1).get("words").asInt()).isEqualTo(592);
        assertThat(sets.get(0).get("letters")).hasSizeBetween(26, 30);
    }

    @Test
    void aBlankTextIsNone() throws IOException {
        Path manifest = manifest(
                "blank.jsonl",
                "{\"audio_filepath\": \"a.wav\", \"duration\": 1, \"text\": \"one\"}",
                "{\"audio_filepath\": \"a.wav\", \"offset\": 0.5, \"duration\": 0.5, \"text\": \"\"}",
                "{\"audio_filepath\": \"a.wav\", \"offset\": 0.25, \"duration\": 1, \"text\": \" \"}");
        JsonNode set = json(InProcess.quietly("corpus", "stats", manifest.toString(), "--format", "json"))
                .get(0);
        assertThat(set.get("untranscribed").asInt()).isEqualTo(2);
    }
}
