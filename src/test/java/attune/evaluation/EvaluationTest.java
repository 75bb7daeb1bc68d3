package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.usual(new RunSeed(1));

    private final ScoredClip perfect = ScoredClip.score("perfect", "press one", "press one");
    private final ScoredClip halfWrong = ScoredClip.score("half", "goodbye now", "good now");
    private final ScoredClip wild = ScoredClip.score("wild", "yes", "guess i do");
    private final ScoredClip silence = ScoredClip.score("silence", "", "");
    private final Evaluation evaluation = Evaluation.of(List.of(wild, perfect, silence, halfWrong), BOOTSTRAP);

    @Test
    void totalsAreSumsOverTheClips() {
        assertThat(evaluation.words()).isEqualTo(new ErrorCounts(2, 0, 2, 5));
        assertThat(evaluation.words().rate()).isEqualTo(0.8);
        assertThat(evaluation.characters())
                .isEqualTo(perfect.characters().plus(halfWrong.characters()).plus(wild.characters()));
    }

    @Test
    void theIntervalIsThatOfTheWordErrorRate() {
        assertThat(evaluation.wordErrorRateInterval())
                .isEqualTo(BOOTSTRAP.interval(
                        evaluation.clips().stream().map(ScoredClip::words).toList()));
        assertThat(0.8)
                .isBetween(
                        evaluation.wordErrorRateInterval().low(),
                        evaluation.wordErrorRateInterval().high());
        assertThat(evaluation.wordErrorRateInterval().confidenceLevel()).isCloseTo(0.95, within(0.0));
    }

    @Test
    void ranksFromTheWorst() {
        assertThat(evaluation.worst(3)).containsExactly(wild, halfWrong, silence);
        assertThat(evaluation.worst(9)).containsExactly(wild, halfWrong, silence, perfect);
    }

    @Test
    void noClipsAreRefused() {
        assertThatThrownBy(() -> new Evaluation(List.of(), new Interval(0, 1, 0.95)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void countsOfAnotherTextAreRefused() {
        assertThatThrownBy(() -> new ScoredClip("x", "a b", "a b", wild.words(), wild.characters()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clip x");
    }
}
