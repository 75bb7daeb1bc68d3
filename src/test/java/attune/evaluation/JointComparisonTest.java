package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.evaluation.JointComparison.Verdict;
import attune.seed.RunSeed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JointComparisonTest {
    private static final Bootstrap BOOTSTRAP = Bootstrap.usual(new RunSeed(1));
    private static final String SAID = "press one for sales";

    private static List<ScoredClip> clips(int count, String heard) {
        return IntStream.range(0, count)
                .mapToObj(i -> ScoredClip.score("clip " + i, SAID, heard))
                .toList();
    }

    private static JointComparison compare(int count, String before, String after) {
        return JointComparison.ofClips(clips(count, before), clips(count, after), BOOTSTRAP);
    }

    @Test
    void fewerErrorsInWordsAndLettersAreBetter() {
        JointComparison compared = compare(12, "dress on for sails", "press one for sails");
        assertThat(compared.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(compared.examples()).isEqualTo(12);
        assertThat(compared.rates()).extracting(JointComparison.Rate::name).containsExactly("WER", "CER");
        assertThat(compared.rates().get(0).baseline()).isEqualTo(0.75);
        assertThat(compared.rates().get(0).candidate()).isEqualTo(0.25);
        assertThat(compare(12, "press one for sails", "dress on for sails").verdict())
                .isEqualTo(Verdict.WORSE);
    }

    @Test
    void lettersCountWhereEveryWordIsWrongInBoth() {
        JointComparison compared = compare(12, "pres on fo sale", "x");
        assertThat(compared.rates().get(0).baseline()).isEqualTo(1);
        assertThat(compared.rates().get(0).candidate()).isEqualTo(1);
        assertThat(compared.verdict()).isEqualTo(Verdict.WORSE);
    }

    @Test
    void fewerWrongWordsThatCostLettersDecideNothing() {
        // A model that falls silent has no insertions: 5 of 4 words wrong before, 4 of 4 after.
        assertThat(compare(40, "p res on fo sale", "").verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    @Test
    void aFewClipsProveNothing() {
        assertThat(compare(4, "dress on for sails", SAID).verdict()).isEqualTo(Verdict.UNDECIDED);
        assertThat(compare(50, "press one", "press one").verdict()).isEqualTo(Verdict.UNDECIDED);
    }

    /** Half of the clips better, half worse in words: as {@link Comparison} has it, times two for two tests. */
    @Test
    void theProbabilitiesAreCorrectedForTwoTests() {
        List<ScoredClip> before = IntStream.range(0, 30)
                .mapToObj(i -> ScoredClip.score("clip " + i, SAID, i % 3 == 0 ? SAID : "press one for sails"))
                .toList();
        List<ScoredClip> after = IntStream.range(0, 30)
                .mapToObj(i -> ScoredClip.score("clip " + i, SAID, i % 4 == 0 ? "press one for sails" : SAID))
                .toList();
        double alone = Comparison.of(Evaluation.of(before, BOOTSTRAP), Evaluation.of(after, BOOTSTRAP), BOOTSTRAP)
                .bootstrap()
                .pValue();
        assertThat(JointComparison.ofClips(before, after, BOOTSTRAP)
                        .rates()
                        .get(0)
                        .p())
                .isBetween(alone, Math.min(1, 2 * alone));
    }

    @Test
    void classifiersAreComparedByTheirAnswers() {
        List<ClassifiedItem> before = IntStream.range(0, 20)
                .mapToObj(i -> new ClassifiedItem("picture " + i, 0, List.of(1, 0)))
                .toList();
        List<ClassifiedItem> after = IntStream.range(0, 20)
                .mapToObj(i -> new ClassifiedItem("picture " + i, 0, List.of(i < 12 ? 0 : 1, i < 12 ? 1 : 0)))
                .toList();
        JointComparison compared = JointComparison.ofItems(before, after, BOOTSTRAP);
        assertThat(compared.verdict()).isEqualTo(Verdict.BETTER);
        assertThat(compared.rates().get(0).p()).isEqualTo(McNemar.of(0, 12).pValue());
    }

    @Test
    void otherClipsAreRefused() {
        assertThatThrownBy(() -> JointComparison.ofClips(clips(3, SAID), clips(4, SAID), BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
