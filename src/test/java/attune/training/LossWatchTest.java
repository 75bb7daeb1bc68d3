package attune.training;

import static org.assertj.core.api.Assertions.assertThat;

import attune.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LossWatchTest {
    private final List<String> warnings = new ArrayList<>();
    private final LossWatch watch = new LossWatch();

    private void steps(int count, double loss) {
        Progress progress = new Progress() {
            @Override
            public void warn(String line) {
                warnings.add(line);
            }
        };
        for (int i = 0; i < count; i++) {
            watch.follow(loss, progress);
        }
    }

    @Test
    void anExplosionIsToldOnceWhileItHappens() {
        steps(10, 1.5);
        steps(5, 4);
        assertThat(warnings).isEmpty();
        steps(30, 40);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the loss explodes: 1.500 in the first 3 steps, 6.600 in the last 10, after 16 steps");
    }

    @Test
    void anExplosionInTheVeryFirstStepsIsToldAfterTen() {
        steps(3, 2);
        steps(9, 90);
        assertThat(warnings)
                .singleElement()
                .asString()
                .startsWith("the loss explodes: 2.000 in the first 3 steps, 63.600 in the last 10, after 10 steps");
    }

    @Test
    void batchesLeftOutAndALossThatFallsAreNoExplosion() {
        steps(10, 5);
        steps(10, Double.NaN);
        steps(30, 2);
        steps(30, 9);
        assertThat(warnings).isEmpty();
    }
}
