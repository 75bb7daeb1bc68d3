package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;

import attune.annotations.RecordingText;
import attune.decoding.Word;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is written with times is the same text when it lies beside a recording to be cut. */
class ReadAgainTest {
    private static final long SEEDS = 50;

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = TranscriptFormat.class,
            names = {"SRT", "VTT", "CTM", "TEXTGRID"})
    void wordsAreTheSameInTheSameOrder(TranscriptFormat format) throws IOException {
        for (long seed = 1; seed <= SEEDS; seed++) {
            Word[] words = words(new Random(seed));
            Path file = folder.resolve("a." + format.ending());
            Files.writeString(file, format.write(Spoken.clip((double) seed, 100, words)));
            String text = List.of(words).stream().map(Word::text).collect(Collectors.joining(" "));
            assertThat(RecordingText.read(file).replace('\n', ' '))
                    .as("seed %d", seed)
                    .isEqualTo(text);
        }
    }

    private static Word[] words(Random random) {
        List<Word> words = new ArrayList<>();
        double at = 0;
        for (int i = 0; i < 1 + random.nextInt(40); i++) {
            at += random.nextInt(4) == 0 ? 1.2 * random.nextDouble() : 0;
            String text = List.of("press", "o'clock", "für", "ñandú", "a\"b", "два", "x")
                    .get(random.nextInt(7));
            double end = at + 0.02 * text.length() + random.nextDouble();
            words.add(Spoken.word(text, at, end));
            at = end;
        }
        return words.toArray(Word[]::new);
    }
}
