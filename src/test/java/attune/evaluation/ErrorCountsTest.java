package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorCountsTest {

    @Test
    void theRateIsErrorsOverTheReferenceLength() {
        ErrorCounts counts = new ErrorCounts(3, 1, 2, 20);

        assertThat(counts.rate()).isEqualTo(0.3);
        assertThat(counts.correct()).isEqualTo(16);
        assertThat(counts.hypothesisLength()).isEqualTo(21);
    }

    @Test
    void theRateMayPassOne() {
        assertThat(EditDistance.words("yes", "yes i think so").rate()).isEqualTo(3.0);
    }

    @Test
    void nothingSaidAndNothingHeardIsNoError() {
        assertThat(ErrorCounts.NONE.rate()).isZero();
    }

    @Test
    void wordsHeardInSilenceAreInfinitelyWrongAloneAndCountInTheSum() {
        ErrorCounts silence = EditDistance.words("", "thank you");

        assertThat(silence.rate()).isEqualTo(Double.POSITIVE_INFINITY);
        assertThat(silence.plus(new ErrorCounts(0, 0, 0, 8)).rate()).isEqualTo(0.25);
    }

    @Test
    void aCorpusIsTheRatioOfSumsNotTheMeanOfRates() {
        ErrorCounts corpus = ErrorCounts.sum(List.of(new ErrorCounts(1, 0, 0, 1), new ErrorCounts(0, 0, 0, 9)));

        assertThat(corpus.rate()).isEqualTo(0.1);
    }

    @Test
    void countsOfNoAlignmentAreRefused() {
        assertThatThrownBy(() -> new ErrorCounts(2, 2, 0, 3)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ErrorCounts(0, 0, -1, 3)).isInstanceOf(IllegalArgumentException.class);
    }
}
