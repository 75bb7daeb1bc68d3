package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class WordSharesTest {
    private static final Offset<Double> EXACT = within(1e-9);

    @Test
    void aSingleTextIsSureOfItself() {
        assertThat(shares(new double[] {1}, "to be or")).containsExactly(1, 1, 1);
        assertThat(shares(new double[] {1}, "")).isEmpty();
    }

    @Test
    void eachTextVotesForTheWordsItHas() {
        double[] shares = shares(new double[] {0.5, 0.3, 0.2}, "to be or", "to me or", "to be");

        assertThat(shares[0]).isCloseTo(1, EXACT);
        assertThat(shares[1]).isCloseTo(0.7, EXACT);
        assertThat(shares[2]).isCloseTo(0.8, EXACT);
    }

    @Test
    void aWordMoreOrLessShiftsTheOthers() {
        double[] shares = shares(new double[] {0.6, 0.3, 0.1}, "not to be", "to be", "or not to see to be");

        assertThat(shares[0]).isCloseTo(0.7, EXACT);
        assertThat(shares[1]).isCloseTo(1, EXACT);
        assertThat(shares[2]).isCloseTo(1, EXACT);
    }

    @Test
    void theSameWordElsewhereIsNoVote() {
        double[] shares = shares(new double[] {0.75, 0.25}, "a b c", "c x");

        assertThat(shares).containsExactly(new double[] {0.75, 0.75, 0.75}, EXACT);
    }

    /** Probabilities that sum to 1, as scores with some constant added. */
    private static double[] shares(double[] probabilities, String... texts) {
        List<int[]> labels =
                Arrays.stream(texts).map(text -> text.chars().toArray()).toList();
        double[] scores =
                Arrays.stream(probabilities).map(p -> Math.log(p) - 2000).toArray();
        return WordShares.of(labels, scores, ' ');
    }
}
