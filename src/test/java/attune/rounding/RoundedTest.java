package attune.rounding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundedTest {
    @Test
    void keepsTheDecimalsAndNoBinaryNoise() {
        assertThat(Rounded.hundredths(0.1 + 0.2)).isEqualTo(0.3);
        assertThat(Rounded.thousandths(62.0 - 59.9)).isEqualTo(2.1);
        assertThat(Rounded.tenThousandths(-1.23456)).isEqualTo(-1.2346);
    }

    @Test
    void roundsTiesUpwards() {
        assertThat(Rounded.hundredths(0.125)).isEqualTo(0.13);
        assertThat(Rounded.hundredths(-0.125)).isEqualTo(-0.12);
    }
}
