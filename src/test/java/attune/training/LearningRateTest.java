package attune.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LearningRateTest {

    @Test
    void risesInALineAndFallsAlongHalfACosine() {
        LearningRate rate = new LearningRate(2, 0.1, 0);
        assertThat(rate.at(0, 100)).isCloseTo(0.2, within(1e-12));
        assertThat(rate.at(9, 100)).isEqualTo(2);
        assertThat(rate.at(10, 100)).isEqualTo(2);
        assertThat(rate.at(55, 100)).isCloseTo(1, within(1e-12));
        assertThat(rate.at(100, 100)).isCloseTo(0, within(1e-12));
    }

    @Test
    void keepsItsFloorAndEveryStepOfAShortRunIsPositive() {
        LearningRate rate = new LearningRate(1, 0.1, 0.02);
        assertThat(rate.at(1000, 1000)).isCloseTo(0.02, within(1e-12));
        for (int steps = 1; steps < 12; steps++) {
            for (int step = 0; step < steps; step++) {
                assertThat(rate.at(step, steps)).isPositive();
            }
        }
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatThrownBy(() -> new LearningRate(0, 0.1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new LearningRate(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
