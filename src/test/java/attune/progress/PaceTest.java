package attune.progress;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private long nowSeconds;

    private Pace pace(long before, long total) {
        return new Pace(before, total, () -> TimeUnit.SECONDS.toNanos(nowSeconds));
    }

    @Test
    void whatIsLeftTakesAsLongForEachUnitAsWhatWasDone() {
        Pace pace = pace(0, 10);
        assertThat(pace.left(0)).isEmpty();
        nowSeconds = 8;
        assertThat(pace.left(4)).contains(Duration.ofSeconds(12));
        assertThat(pace.left(10)).contains(Duration.ZERO);
    }

    @Test
    void unitsOfAnEarlierProcessHaveNoPace() {
        Pace pace = pace(6, 10);
        nowSeconds = 5;
        assertThat(pace.left(6)).isEmpty();
        assertThat(pace.left(7)).contains(Duration.ofSeconds(15));
    }

    @ParameterizedTest
    @CsvSource({"0, 0 s", "59, 59 s", "60, 1 min", "150, 3 min", "3570, 1 h 00 min", "12030, 3 h 21 min"})
    void textIsNoMoreExactThanAnEstimate(long seconds, String text) {
        assertThat(Pace.text(Duration.ofSeconds(seconds))).isEqualTo(text);
    }
}
