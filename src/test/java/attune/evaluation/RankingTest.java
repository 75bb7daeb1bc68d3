package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.seed.RunSeed;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 0.95, new RunSeed(1));
    private static final int CLIPS = 40;

    /** An evaluation in which every nth clip of four words has one word wrong. */
    private static Evaluation wrongInEvery(int step) {
        return Evaluation.of(
                IntStream.range(0, CLIPS)
                        .mapToObj(i -> ScoredClip.score("clip " + i, "a b c d", i % step == 0 ? "a b c x" : "a b c d"))
                        .toList(),
                BOOTSTRAP);
    }

    private static RepeatedRuns once(int step) {
        return RepeatedRuns.of(List.of(wrongInEvery(step)));
    }

    @Test
    void theLowestWordErrorRateIsBestAndFarWorseOnesAreNoTies() {
        Ranking ranking = Ranking.of(List.of(once(1), once(10), once(8), once(1)), BOOTSTRAP);
        assertThat(ranking.best()).isEqualTo(1);
        assertThat(ranking.standings()).extracting(Ranking.Standing::tied).containsExactly(false, true, true, false);
        Ranking.Standing best = ranking.standings().get(1);
        assertThat(best.againstBest()).isEmpty();
        assertThat(best.correctedP()).isEqualTo(1);
    }

    @Test
    void differencesAreThoseOfAPlainComparisonAndPValuesAreCorrected() {
        Ranking ranking = Ranking.of(List.of(once(10), once(4), once(3)), BOOTSTRAP);
        double[] plain = new double[2];
        for (int i = 1; i <= 2; i++) {
            PairedBootstrap difference = Comparison.of(wrongInEvery(10), wrongInEvery(i == 1 ? 4 : 3), BOOTSTRAP)
                    .bootstrap();
            assertThat(ranking.standings().get(i).againstBest()).hasValue(difference);
            plain[i - 1] = difference.pValue();
        }
        assertThat(new double[] {
                    ranking.standings().get(1).correctedP(),
                    ranking.standings().get(2).correctedP()
                })
                .containsExactly(Holm.correct(plain));
    }

    @Test
    void equalRecipesAreTiesAndTheFirstIsBest() {
        Ranking ranking = Ranking.of(List.of(once(5), once(5)), BOOTSTRAP);
        assertThat(ranking.best()).isZero();
        assertThat(ranking.standings().get(1).tied()).isTrue();
        assertThat(ranking.standings().get(1).correctedP()).isEqualTo(1);
    }

    /** The same clips recognised twice say no more about other clips than recognised once. */
    @Test
    void repeatingARunNarrowsNoInterval() {
        RepeatedRuns twice = RepeatedRuns.of(List.of(wrongInEvery(5), wrongInEvery(5)));
        Interval once =
                Ranking.of(List.of(once(5)), BOOTSTRAP).standings().get(0).interval();
        assertThat(Ranking.of(List.of(twice), BOOTSTRAP).standings().get(0).interval())
                .isEqualTo(once);
    }

    @Test
    void ratesOfRepeatedRunsAreTheMean() {
        Evaluation one = wrongInEvery(10);
        Evaluation other = wrongInEvery(2);
        RepeatedRuns both = RepeatedRuns.of(List.of(one, other));
        assertThat(both.words().rate())
                .isEqualTo((one.words().rate() + other.words().rate()) / 2);
        assertThat(both.characters().referenceLength())
                .isEqualTo(2 * one.characters().referenceLength());
        assertThat(Objects.requireNonNull(both.clips().get(0)).errors()).isEqualTo(2);
    }

    @Test
    void foldsJoinToTheRateOverAllTheirClips() {
        Evaluation whole = wrongInEvery(3);
        List<RepeatedRuns> folds = List.of(
                RepeatedRuns.of(List.of(Evaluation.of(whole.clips().subList(0, 7), BOOTSTRAP))),
                RepeatedRuns.of(List.of(Evaluation.of(whole.clips().subList(7, CLIPS), BOOTSTRAP))));
        assertThat(RepeatedRuns.joined(folds)).isEqualTo(RepeatedRuns.of(List.of(whole)));
    }

    @Test
    void foldsWithAClipInCommonOrOtherNumbersOfRunsDoNotJoin() {
        assertThatThrownBy(() -> RepeatedRuns.joined(List.of(once(5), once(5))))
                .isInstanceOf(IllegalArgumentException.class);
        Evaluation other = Evaluation.of(List.of(ScoredClip.score("another", "a", "b")), BOOTSTRAP);
        assertThatThrownBy(() -> RepeatedRuns.joined(List.of(once(5), RepeatedRuns.of(List.of(other, other)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherClipsOrNumbersOfRunsDoNotCompare() {
        Evaluation shorter = Evaluation.of(wrongInEvery(5).clips().subList(1, CLIPS), BOOTSTRAP);
        assertThatThrownBy(() -> RepeatedRuns.of(List.of(wrongInEvery(5), shorter)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Ranking.of(List.of(once(5), RepeatedRuns.of(List.of(shorter))), BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class);
        RepeatedRuns twice = RepeatedRuns.of(List.of(wrongInEvery(5), wrongInEvery(5)));
        assertThatThrownBy(() -> Ranking.of(List.of(once(5), twice), BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
