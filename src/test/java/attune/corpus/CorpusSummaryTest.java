package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CorpusSummaryTest {

    private static Utterance utterance(double seconds, String text) {
        Clip clip = new Clip(Path.of("a.wav"), 0, OptionalDouble.of(seconds));
        return new Utterance("a", clip, Optional.of(text), "all.jsonl:1", Map.of());
    }

    @Test
    void countsClipsHoursWordsTypesAndCharacters() {
        CorpusSummary summary = CorpusSummary.of(
                List.of(utterance(1800, "No, no!"), utterance(900, "oh no"), utterance(900, "")),
                TextNormalizer.ENGLISH_BASIC);
        assertThat(summary.clips()).isEqualTo(3);
        assertThat(summary.hours()).isEqualTo(1.0);
        assertThat(summary.words()).isEqualTo(4);
        assertThat(summary.types()).isEqualTo(2);
        assertThat(summary.characters())
                .containsExactly(Map.entry(" ", 2L), Map.entry("h", 1L), Map.entry("n", 3L), Map.entry("o", 4L));
    }

    @Test
    void quantilesAreThoseOfPythonsStatisticsModule() {
        double[] seconds = {3.2, 0.7, 12.5, 4.1, 2.2, 7.9, 5.0, 1.1, 2.8, 9.3, 6.4};
        List<Utterance> utterances = DoubleStream.of(seconds)
                .mapToObj(length -> utterance(length, "x"))
                .toList();
        // statistics.quantiles(seconds, n=20, method="inclusive"): entries 0, 9 and 18
        CorpusSummary.Durations durations =
                CorpusSummary.of(utterances, TextNormalizer.ENGLISH_BASIC).durations();
        assertThat(durations.shortest()).isEqualTo(0.7);
        assertThat(durations.fifthPercentile()).isCloseTo(0.9, within(1e-12));
        assertThat(durations.median()).isCloseTo(4.1, within(1e-12));
        assertThat(durations.ninetyFifthPercentile()).isCloseTo(10.9, within(1e-12));
        assertThat(durations.longest()).isEqualTo(12.5);
    }
}
