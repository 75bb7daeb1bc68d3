package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether the programs these formats are made for read what we write. */
class OtherReadersTest {
    private static final String TIERS = """
            form: "read"
                sentence: "File", ""
            endform
            Read from file: file$
            tiers = Get number of tiers
            for tier to tiers
                name$ = Get tier name: tier
                count = Get number of intervals: tier
                for i to count
                    start = Get start time of interval: tier, i
                    end = Get end time of interval: tier, i
                    label$ = Get label of interval: tier, i
                    appendInfoLine: name$, " ", fixed$ (start, 4), " ", fixed$ (end, 4), " ", label$
                endfor
            endfor
            """;

    @TempDir
    Path folder;

    private Path written(TranscriptFormat format, ClipTranscript clip) throws Exception {
        return Files.writeString(folder.resolve("clip." + format.ending()), format.write(clip));
    }

    @ParameterizedTest
    @EnumSource(
            value = TranscriptFormat.class,
            names = {"SRT", "VTT"})
    void ffmpegReadsTheSubtitles(TranscriptFormat format) throws Exception {
        ExternalTools.require("ffmpeg", "ffprobe");
        Path file = written(format, Spoken.clip(3600, 4.5, Spoken.word("a&b", 0.25, 1.5), Spoken.word("or", 3, 4.125)));
        String packets = ExternalTools.run(
                "ffprobe",
                "-v",
                "error",
                "-show_packets",
                "-show_entries",
                "packet=pts_time,duration_time",
                "-of",
                "json",
                file.toString());
        JsonNode cues = new ObjectMapper().readTree(packets).get("packets");
        assertThat(cues).hasSize(2);
        assertThat(cues.get(0).get("pts_time").asDouble()).isEqualTo(3600.25);
        assertThat(cues.get(0).get("duration_time").asDouble()).isEqualTo(1.25);
        assertThat(cues.get(1).get("pts_time").asDouble()).isEqualTo(3603);
        assertThat(cues.get(1).get("duration_time").asDouble()).isEqualTo(1.125);
        String text = ExternalTools.run("ffmpeg", "-v", "error", "-i", file.toString(), "-f", "srt", "-");
        assertThat(text.lines()).contains("a&b", "or");
    }

    @Test
    void praatReadsTheTiers() throws Exception {
        ExternalTools.require("praat");
        Path file = written(
                TranscriptFormat.TEXTGRID, Spoken.clip(2, 3, Spoken.word("it", 0.5, 1), Spoken.word("a\"b", 1, 2.125)));
        Path script = Files.writeString(folder.resolve("tiers.praat"), TIERS);

        String read = ExternalTools.run("praat", "--run", script.toString(), file.toString());

        assertThat(read.lines().map(String::strip))
                .containsExactly(
                        "words 2.0000 2.5000",
                        "words 2.5000 3.0000 it",
                        "words 3.0000 4.1250 a\"b",
                        "words 4.1250 5.0000",
                        "characters 2.0000 2.5000",
                        "characters 2.5000 2.7500 i",
                        "characters 2.7500 3.0000 t",
                        "characters 3.0000 3.3750 a",
                        "characters 3.3750 3.7500 \"",
                        "characters 3.7500 4.1250 b",
                        "characters 4.1250 5.0000");
    }
}
