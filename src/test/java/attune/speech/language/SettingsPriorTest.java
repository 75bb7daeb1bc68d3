package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.speech.DecodingSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettingsPriorTest {
    private static double at(int words, double weight, double bonus, double penalty) {
        return new SettingsPrior(words).at(DecodingSettings.DEFAULT.with(weight, bonus, penalty));
    }

    @Test
    void aDeviationFromTheMeanHasToSaveTwoWordErrors() {
        assertThat(at(100, 1, 0, 1)).isZero();
        assertThat(at(100, 0.5, 0, 1)).isEqualTo(0.02, within(1e-12));
        assertThat(at(100, 1, 1.5, 1)).isEqualTo(0.02, within(1e-12));
        assertThat(at(100, 1.5, -1.5, 2.5)).isEqualTo(0.06, within(1e-12));
        assertThat(at(100, 1, 3, 1)).isEqualTo(0.08, within(1e-12));
    }

    @Test
    void itMattersLessTheMoreWordsThereAre() {
        assertThat(at(10_000, 1, 3, 1)).isEqualTo(at(100, 1, 3, 1) / 100, within(1e-12));
    }

    @Test
    void theWordsOfAllClipsCountAndSilenceHasNone() {
        List<HeardClip> clips = List.of(
                new HeardClip("a", "one two", new float[0][]),
                new HeardClip("b", "", new float[0][]),
                new HeardClip("c", "three", new float[0][]));
        assertThat(SettingsPrior.against(clips).words()).isEqualTo(3);
        assertThat(SettingsPrior.against(clips.subList(1, 2)).at(DecodingSettings.DEFAULT))
                .isFinite();
    }
}
