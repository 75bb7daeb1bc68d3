package attune.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.speech.Augmentation;
import org.junit.jupiter.api.Test;

class TrainingSettingsTest {

    private static TrainingSettings of(int epochs, int batchSize, double rate, double decay, int patience) {
        return new TrainingSettings(epochs, batchSize, rate, decay, patience, Augmentation.NONE, 1);
    }

    @Test
    void valuesOutOfRangeAreRefusedByName() {
        of(1, 1, 1e-9, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(-1, 1, 1, 0, 0))
                .withMessageContaining("epochs -1");
        assertThatIllegalArgumentException().isThrownBy(() -> of(0, 1, 1, 0, 0)).withMessageContaining("epochs 0");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 0, 1, 0, 0)).withMessageContaining("batch size");
        assertThatIllegalArgumentException().isThrownBy(() -> of(1, 1, 0, 0, 0)).withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, Double.NaN, 0, 0))
                .withMessageContaining("learning rate");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, -0.1, 0))
                .withMessageContaining("weight decay -0.1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(1, 1, 1, 0, -2))
                .withMessageContaining("patience -2");
    }

    @Test
    void theLessSpeechThereIsTheOftenerItIsGoneThrough() {
        TrainingSettings minutes = AdaptDefaults.of(0.2, 5);
        TrainingSettings hours = AdaptDefaults.of(5, 5);
        TrainingSettings days = AdaptDefaults.of(100, 5);
        assertThat(minutes.epochs()).isGreaterThan(hours.epochs());
        assertThat(hours.epochs()).isGreaterThan(days.epochs());
        assertThat(minutes.batchSize()).isLessThan(hours.batchSize());
        assertThat(minutes.seed()).isEqualTo(5);
    }

    @Test
    void defaultsSayWhatTheyAreAndWhyOthersOnlyWhat() {
        assertThat(AdaptDefaults.text(AdaptDefaults.of(0.2, 5), 0.2))
                .isEqualTo(
                        "at most 40 epochs, until 10 of them in a row are no better on dev; batches of 8, learning rate up"
                                + " to 0.001, features masked (less than an hour of speech needs small batches and many epochs to"
                                + " have steps enough)\n");
        assertThat(AdaptDefaults.text(of(3, 4, 0.0005, 0, 0), 0.2))
                .isEqualTo("at most 3 epochs; batches of 4, learning rate up to 0.0005, clips as they are\n");
    }
}
