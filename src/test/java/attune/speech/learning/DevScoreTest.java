package attune.speech.learning;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DevScoreTest {
    private static double value(double words, double characters) {
        return new DevScore(words, characters).value();
    }

    @Test
    void wordsCountAndCharactersDecideBetweenEquals() {
        assertThat(value(0.40, 0.30)).isLessThan(value(0.41, 0.10));
        assertThat(value(0.40, 0.10)).isLessThan(value(0.40, 0.11));
        assertThat(value(0.89, 0.70)).isLessThan(value(0.95, 0.40));
    }

    /** Measured: from scratch on an hour of dialogue, epochs 5 and 9. */
    @Test
    void whoWritesNextToNothingIsNotTheBest() {
        assertThat(value(0.989, 0.581)).isLessThan(value(0.975, 0.858));
        assertThat(value(1.057, 0.682)).isLessThan(value(1, 1));
    }
}
