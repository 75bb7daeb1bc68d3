package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AlignmentTest {

    @Test
    void pairsWhatWasSaidWithWhatWasHeard() {
        assertThat(Alignment.ofWords("please dial one now", "dial once now sir").pairs())
                .containsExactly(
                        new AlignedPair(EditOperation.DELETION, "please", null),
                        new AlignedPair(EditOperation.CORRECT, "dial", "dial"),
                        new AlignedPair(EditOperation.SUBSTITUTION, "one", "once"),
                        new AlignedPair(EditOperation.CORRECT, "now", "now"),
                        new AlignedPair(EditOperation.INSERTION, null, "sir"));
    }

    @Test
    void aGapStandsBeforeTheSubstitutionBesideIt() {
        assertThat(Alignment.ofWords("x", "a b").pairs())
                .containsExactly(AlignedPair.of(null, "a"), AlignedPair.of("x", "b"));
        assertThat(Alignment.ofWords("a b", "x").pairs())
                .containsExactly(AlignedPair.of("a", null), AlignedPair.of("b", "x"));
    }

    @Test
    void theLaterOfTwoEqualWordsIsTheCorrectOne() {
        assertThat(Alignment.ofWords("the cat", "the the cat").pairs())
                .containsExactly(
                        AlignedPair.of(null, "the"), AlignedPair.of("the", "the"), AlignedPair.of("cat", "cat"));
    }

    @Test
    void ofTwoSwappedWordsTheFirstIsMissedAndAddedAgainBehind() {
        assertThat(Alignment.ofWords("a b", "b a").pairs())
                .containsExactly(AlignedPair.of("a", null), AlignedPair.of("b", "b"), AlignedPair.of(null, "a"));
    }

    @Test
    void rebuildsBothTextsAndHasTheCountsOfTheEditDistance() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> reference = EveryAlignment.randomTokens(random, 40, 4);
            List<String> hypothesis = EveryAlignment.randomTokens(random, 40, 4);
            Alignment alignment = Alignment.of(reference, hypothesis);
            ErrorCounts counts = alignment.counts();

            assertThat(alignment.referenceTokens()).as("seed %d", seed).isEqualTo(reference);
            assertThat(heard(alignment)).as("seed %d", seed).isEqualTo(hypothesis);
            assertThat(counts).as("seed %d", seed).isEqualTo(EditDistance.of(reference, hypothesis));
            assertThat(alignment.pairs().stream().filter(pair -> pair.operation() == EditOperation.CORRECT))
                    .as("seed %d", seed)
                    .hasSize((int) (reference.size() - counts.substitutions() - counts.deletions()));
        }
    }

    private static List<String> heard(Alignment alignment) {
        return alignment.pairs().stream()
                .map(AlignedPair::hypothesis)
                .filter(Objects::nonNull)
                .toList();
    }

    @Test
    void aTextCutIntoPiecesIsAlignedAsWell() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> reference = EveryAlignment.randomTokens(random, 40, 4);
            List<String> hypothesis = EveryAlignment.randomTokens(random, 40, 4);
            Alignment alignment = Alignment.of(reference, hypothesis, 12);

            assertThat(alignment.referenceTokens()).as("seed %d", seed).isEqualTo(reference);
            assertThat(heard(alignment)).as("seed %d", seed).isEqualTo(hypothesis);
            assertThat(alignment.counts()).as("seed %d", seed).isEqualTo(EditDistance.of(reference, hypothesis));
        }
    }

    @Test
    void aTextTooLongForOnePieceIsAlignedWithinMemory() {
        // 12,000 × 12,000 cells would be 144 MB at a byte each; every tenth word is wrong, every hundredth missing.
        List<String> reference =
                IntStream.range(0, 12_000).mapToObj(i -> "w" + i % 997).toList();
        List<String> hypothesis = IntStream.range(0, 12_000)
                .filter(i -> i % 100 != 50)
                .mapToObj(i -> i % 10 == 3 ? "wrong" : reference.get(i))
                .toList();

        assertThat(Alignment.of(reference, hypothesis).counts()).isEqualTo(new ErrorCounts(1_200, 120, 0, 12_000));
    }

    @Test
    void anOperationThatItsSidesBelieIsRefused() {
        assertThatThrownBy(() -> new AlignedPair(EditOperation.CORRECT, "a", "b"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("from 'a' to 'b' is not of kind CORRECT");
        assertThatThrownBy(() -> AlignedPair.of(null, null)).isInstanceOf(IllegalArgumentException.class);
    }
}
