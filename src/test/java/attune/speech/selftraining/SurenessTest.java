package attune.speech.selftraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.evaluation.ErrorCounts;
import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class SurenessTest {
    /** Ten words, some of them wrong, in so many seconds. */
    private static Sureness.Judged draft(double confidence, double agreement, int wrong, double seconds) {
        Clip clip = new Clip(Path.of("/a.wav"), 0, OptionalDouble.of(seconds));
        Utterance said = new Utterance("a", clip, Optional.of("one two"), "dev.jsonl:1", Map.of());
        return new Sureness.Judged(
                new Draft(said, clip, "one two", confidence, agreement), new ErrorCounts(wrong, 0, 0, 10));
    }

    @Test
    void asMuchAsPossibleIsKeptWithAtMostThreeWordsInTenWrong() {
        List<Sureness.Judged> dev = List.of(
                draft(0.99, 1, 0, 5),
                draft(0.92, 0.97, 2, 5),
                draft(0.82, 0.92, 4, 5), // so far 6 of 30 are wrong
                draft(0.72, 0.92, 5, 5), // 11 of 40
                draft(0.62, 0.92, 8, 5), // 19 of 50: too many
                draft(0.95, 0.3, 9, 5)); // sure, but the sound says something else
        Sureness limits = Sureness.on(dev).orElseThrow();
        assertThat(dev.stream().filter(one -> limits.allows(one.draft()))).hasSize(4);
        assertThat(limits.wordErrorRate()).isCloseTo(11 / 40.0, within(1e-12));
        assertThat(limits.confidence()).isEqualTo(0.7);
        assertThat(limits.agreement())
                .as("of limits that keep the same, the strictest")
                .isEqualTo(0.9);
    }

    @Test
    void speechCountsNotTheNumberOfClips() {
        List<Sureness.Judged> dev = new ArrayList<>(List.of(draft(0.6, 1, 3, 60), draft(0.6, 1, 3, 60)));
        for (int i = 0; i < 6; i++) {
            dev.add(draft(1, 0.6, 3, 1));
        }
        dev.add(draft(0.6, 0.6, 10, 1)); // with both limits low, too much would be wrong
        assertThat(Sureness.on(dev).orElseThrow().agreement()).isEqualTo(1);
    }

    @Test
    void aModelThatIsAlwaysWrongIsSureOfNothing() {
        assertThat(Sureness.on(List.of(draft(1, 1, 5, 9), draft(1, 1, 2, 9), draft(0.4, 1, 9, 9))))
                .isEmpty();
        assertThat(Sureness.on(List.of())).isEmpty();
    }

    @Test
    void tooFewWordsSayNothing() {
        assertThat(Sureness.on(List.of(draft(1, 1, 0, 9)))).isEmpty();
        assertThat(Sureness.on(List.of(draft(1, 1, 0, 9), draft(1, 1, 0, 9)))).isPresent();
    }

    @Test
    void errorsAreThoseAgainstTheNormalisedText() {
        Clip clip = new Clip(Path.of("/a.wav"), 0, OptionalDouble.of(2));
        Utterance said = new Utterance("a", clip, Optional.of("One, TWO!"), "dev.jsonl:1", Map.of());
        Sureness.Judged judged =
                Sureness.Judged.of(new Draft(said, clip, "one too", 1, 1), TextNormalizer.ENGLISH_BASIC);
        assertThat(judged.words()).isEqualTo(new ErrorCounts(1, 0, 0, 2));
    }
}
