package attune.speech.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.speech.DecodingSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class ScoreSurfaceTest {
    private static List<Trial> trials(ToDoubleFunction<DecodingSettings> wordErrorRate) {
        List<Trial> trials = new ArrayList<>();
        for (double weight = 0.25; weight <= 2; weight += 0.25) {
            for (double bonus = -1; bonus <= 4; bonus++) {
                DecodingSettings settings =
                        DecodingSettings.DEFAULT.with(weight, bonus, (8 * weight + bonus + 1) % 3 / 2);
                trials.add(new Trial(settings, wordErrorRate.applyAsDouble(settings), 0));
            }
        }
        return trials;
    }

    private static double bowl(DecodingSettings settings) {
        double weight = settings.weight();
        return 0.2
                + 0.1 * Math.pow(weight - 1.1, 2)
                + 0.02 * Math.pow(settings.wordBonus() - 1.7 + weight, 2)
                + 0.03 * Math.pow(settings.blankPenalty() - 0.8 + weight, 2);
    }

    @Test
    void aQuadraticIsFoundAsItIs() {
        ScoreSurface surface = new ScoreSurface(trials(ScoreSurfaceTest::bowl));
        for (double weight : new double[] {0, 0.6, 3}) {
            DecodingSettings settings = DecodingSettings.DEFAULT.with(weight, 2.3, 0.4);
            assertThat(surface.at(settings)).isCloseTo(bowl(settings), within(1e-11));
        }
    }

    @Test
    void aLuckyTrialDoesNotMoveTheBest() {
        DecodingSettings far = DecodingSettings.DEFAULT.with(2, -1, 1);
        Trial lucky = new Trial(far, bowl(far) - 0.1, 0);
        List<Trial> trials = new ArrayList<>(trials(ScoreSurfaceTest::bowl));
        trials.add(lucky);
        ScoreSurface surface = new ScoreSurface(trials);
        assertThat(surface.at(lucky.settings()))
                .isGreaterThan(surface.at(DecodingSettings.DEFAULT.with(1, 1, 0)) + 0.01);
    }

    /** What least squares means: no term is left in the errors, each trial weighted by how near to the best it is. */
    @Test
    void theErrorsAreOrthogonalToEveryTerm() {
        SplittableRandom random = new SplittableRandom(3);
        List<Trial> trials = trials(settings -> bowl(settings) + random.nextDouble(-0.03, 0.03));
        double best = trials.stream().mapToDouble(Trial::score).min().orElseThrow();
        ScoreSurface surface = new ScoreSurface(trials);
        double[] left = new double[10];
        for (Trial trial : trials) {
            double weight = trial.settings().weight();
            double bonus = trial.settings().wordBonus();
            double error = Math.exp((best - trial.score()) / 0.05) * (trial.score() - surface.at(trial.settings()));
            double penalty = trial.settings().blankPenalty();
            double[] terms = {
                1,
                weight,
                bonus,
                penalty,
                weight * weight,
                bonus * bonus,
                penalty * penalty,
                weight * bonus,
                weight * penalty,
                bonus * penalty
            };
            for (int term = 0; term < terms.length; term++) {
                left[term] += error * terms[term];
            }
        }
        assertThat(left).containsExactly(new double[10], within(1e-9));
    }
}
