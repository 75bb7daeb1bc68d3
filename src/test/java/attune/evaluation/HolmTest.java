package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HolmTest {

    /** {@code p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")} of R. */
    @Test
    void correctsAsRDoes() {
        assertThat(Holm.correct(new double[] {0.01, 0.04, 0.03, 0.005}))
                .containsExactly(new double[] {0.03, 0.06, 0.06, 0.02}, within(1e-12));
    }

    @Test
    void oneTestAloneNeedsNoCorrection() {
        assertThat(Holm.correct(new double[] {0.04})).containsExactly(0.04);
        assertThat(Holm.correct(new double[0])).isEmpty();
    }

    /**
     * Holm's procedure is the closed one with Bonferroni's test: a hypothesis falls when every set of hypotheses that
     * holds it falls, and a set falls at its size times its least p-value.
     */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheClosedProcedureOverAllSets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] p = random.doubles(1 + random.nextInt(6), 0, 0.4).toArray();
        double[] corrected = Holm.correct(p);
        for (int i = 0; i < p.length; i++) {
            assertThat(corrected[i]).as("seed " + seed + ", test " + i).isCloseTo(closed(p, i), within(1e-12));
        }
    }

    private static double closed(double[] p, int test) {
        double worst = 0;
        for (int set = 1; set < 1 << p.length; set++) {
            if ((set >> test & 1) == 1) {
                double least = 1;
                for (int j = 0; j < p.length; j++) {
                    least = (set >> j & 1) == 1 ? Math.min(least, p[j]) : least;
                }
                worst = Math.max(worst, Math.min(1, Integer.bitCount(set) * least));
            }
        }
        return worst;
    }
}
