package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverridesTest {
    private static final TrainingSettings USUAL =
            new TrainingSettings(Schedule.of(10, 1e-3).withPatience(3).withAveragedPart(0.05), 8, 1);

    @Test
    void nothingGivenChangesNothing() {
        assertThat(Overrides.NONE.over(USUAL)).isEqualTo(USUAL);
    }

    @Test
    void onlyWhatIsGivenDiffers() {
        Overrides given = Overrides.NONE.withSeed(7).with(Map.of("epochs", "20", "learning-rate", "5e-4"));
        assertThat(given.over(USUAL))
                .isEqualTo(new TrainingSettings(
                        USUAL.schedule().withEpochs(20).withLearningRate(5e-4), USUAL.batchSize(), 7));
        assertThat(Overrides.NONE.with(Map.of("augment", "speed+mask")).augment())
                .contains("speed,mask");
    }

    @Test
    void whatIsGivenLaterGoesOverWhatWasGivenBefore() {
        Overrides common = Overrides.NONE.withEpochs(3).withPatience(0);
        assertThat(common.with(Map.of("epochs", "4")).over(USUAL).schedule())
                .isEqualTo(USUAL.schedule().withEpochs(4).withPatience(0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch | 3 | epochs, batch-size",
                "seed | 3 | is not a setting",
                "epochs | many | epochs: 'many' is not a number",
                "epochs | 0 | epochs must be at least 1: 0"
            })
    void settingsThatThereAreNotAreRefused(String name, String value, String message) {
        assertThatThrownBy(() -> Overrides.NONE.with(Map.of(name, value)).over(USUAL))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(message);
    }
}
