package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TrainingSettingsTest {
    private static TrainingSettings of(int epochs, int batchSize, double rate, double decay, int patience) {
        return new TrainingSettings(new Schedule(epochs, rate, decay, patience, 0), batchSize, 1);
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        of(1, 1, 1e-9, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(-1, 1, 1, 0, 0))
                .withMessageContaining("epochs must be at least 1: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0, 1, 1, 0, 0))
                .withMessageContaining("epochs must be at least 1: 0");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 0, 1, 0, 0)).withMessageContaining("batch size");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 1, 0, 0, 0)).withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, Double.NaN, 0, 0))
                .withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, Double.POSITIVE_INFINITY, 0, 0))
                .withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, -0.1, 0))
                .withMessageContaining("weight decay -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, 0, -2))
                .withMessageContaining("patience must not be negative: -2");
    }

    @Test
    void aLineTellsThemToTheUser() {
        assertThat(of(100, 8, 0.001, 0, 25).text())
                .isEqualTo(
                        "at most 100 epochs, stopping after 25 without a better dev score; batches of 8, learning rate up"
                                + " to 0.001");
        assertThat(of(3, 4, 0.0005, 0, 0).text()).isEqualTo("3 epochs; batches of 4, learning rate up to 0.0005");
    }
}
