package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EditDistanceTest {

    @Test
    void kittenBecomesSittingByTwoSubstitutionsAndAnInsertion() {
        assertThat(EditDistance.characters("kitten", "sitting")).isEqualTo(new ErrorCounts(2, 0, 1, 6));
    }

    @Test
    void intentionBecomesExecutionByFiveEdits() {
        // Jurafsky and Martin, Speech and Language Processing, chapter 2: delete i, substitute three, insert one.
        assertThat(EditDistance.characters("intention", "execution")).isEqualTo(new ErrorCounts(3, 1, 1, 9));
    }

    @Test
    void wordsAreWhatStandsBetweenAnyWhiteSpace() {
        assertThat(EditDistance.words("  the\tcat \n sat\u00A0down ", "the cat sat down"))
                .isEqualTo(new ErrorCounts(0, 0, 0, 4));
    }

    @Test
    void aCharacterBeyondTheBasicPlaneCountsOnce() {
        assertThat(EditDistance.characters("a\uD83D\uDE00b", "a\uD83D\uDE01b")).isEqualTo(new ErrorCounts(1, 0, 0, 3));
    }

    @Test
    void theSpaceBetweenWordsIsACharacter() {
        assertThat(EditDistance.characters(" some  thing", "something ")).isEqualTo(new ErrorCounts(0, 1, 0, 10));
    }

    @Test
    void moreCorrectWordsWinAmongEquallyFewEdits() {
        assertThat(EditDistance.words("a b", "b c")).isEqualTo(new ErrorCounts(0, 1, 1, 2));
    }

    @Test
    void fewerEditsWinOverMoreCorrectWords() {
        // By sclite's weights of 4 and 3 the six edits about "x y", 18, beat the five substitutions, 20.
        assertThat(EditDistance.words("p q r x y", "x y s t u")).isEqualTo(new ErrorCounts(5, 0, 0, 5));
    }

    @Test
    void anEmptySideGivesDeletionsOrInsertionsOnly() {
        assertThat(EditDistance.words("a b c", "")).isEqualTo(new ErrorCounts(0, 3, 0, 3));
        assertThat(EditDistance.words(" ", "a b")).isEqualTo(new ErrorCounts(0, 0, 2, 0));
        assertThat(EditDistance.words("", "")).isEqualTo(ErrorCounts.NONE);
    }

    @Test
    void agreesWithTheBestOfAllAlignments() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> reference = EveryAlignment.randomTokens(random, 6, 3);
            List<String> hypothesis = EveryAlignment.randomTokens(random, 6, 3);

            assertThat(EditDistance.of(reference, hypothesis))
                    .as("seed %d: %s against %s", seed, reference, hypothesis)
                    .isEqualTo(EveryAlignment.best(reference, hypothesis));
        }
    }

    @Test
    void aTextAgainstItselfHasNoErrors() {
        for (long seed = 0; seed < 100; seed++) {
            List<String> text = EveryAlignment.randomTokens(new SplittableRandom(seed), 60, 4);

            assertThat(EditDistance.of(text, text))
                    .as("seed %d", seed)
                    .isEqualTo(new ErrorCounts(0, 0, 0, text.size()));
        }
    }

    @Test
    void swappingTheSidesSwapsDeletionsAndInsertions() {
        for (long seed = 0; seed < 300; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<String> one = EveryAlignment.randomTokens(random, 60, 4);
            List<String> other = EveryAlignment.randomTokens(random, 60, 4);
            ErrorCounts there = EditDistance.of(one, other);
            ErrorCounts back = EditDistance.of(other, one);

            assertThat(back.substitutions()).as("seed %d", seed).isEqualTo(there.substitutions());
            assertThat(back.deletions()).as("seed %d", seed).isEqualTo(there.insertions());
            assertThat(back.insertions()).as("seed %d", seed).isEqualTo(there.deletions());
        }
    }
}
