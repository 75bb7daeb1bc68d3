package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import attune.evaluation.JudgedWord;
import attune.evaluation.JudgedWords;
import attune.seed.RunSeed;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CalibrationTest {

    /**
     * Two raw confidences, so two groups, and the fit meets each group's mean target exactly. At 0.5 (log-odds 0) one of
     * four is right, at 0.9 (log-odds ln 9) three of four. Platt's targets are 5/6 and 1/6, so the means are
     * (5/6 + 3/6) / 4 = 1/3 and (15/6 + 1/6) / 4 = 2/3: offset ln(1/2), slope 2 ln 2 / ln 9.
     */
    @Test
    void twoGroupsAreMetExactly() {
        double[] confidences = {0.5, 0.5, 0.5, 0.5, 0.9, 0.9, 0.9, 0.9};
        boolean[] correct = {true, false, false, false, true, true, true, false};

        Calibration calibration = Calibration.fit(confidences, correct);

        assertThat(calibration.offset()).isCloseTo(-Math.log(2), within(1e-6));
        assertThat(calibration.slope()).isCloseTo(2 * Math.log(2) / Math.log(9), within(1e-6));
        assertThat(calibration.apply(0.5)).isCloseTo(1.0 / 3, within(1e-6));
        assertThat(calibration.apply(0.9)).isCloseTo(2.0 / 3, within(1e-6));
    }

    @Test
    void confidencesThatSayTooMuchAreBroughtDown() {
        long seed = 47;
        System.out.println("seed " + seed);
        SplittableRandom random = new RunSeed(seed).stream("words");
        double[] confidences = random.doubles(5000, 0.01, 0.99).toArray();
        boolean[] correct = new boolean[confidences.length];
        for (int i = 0; i < correct.length; i++) {
            double odds = 0.5 * Math.log(confidences[i] / (1 - confidences[i])) - 1;
            correct[i] = random.nextDouble() < 1 / (1 + Math.exp(-odds));
        }

        Calibration calibration = Calibration.fit(confidences, correct);

        assertThat(calibration.slope()).isCloseTo(0.5, within(0.1));
        assertThat(calibration.offset()).isCloseTo(-1, within(0.1));
        double[] calibrated = Arrays.stream(confidences).map(calibration::apply).toArray();
        assertThat(expectedError(confidences, correct)).isGreaterThan(0.15);
        assertThat(expectedError(calibrated, correct)).isLessThan(0.03);
    }

    private static double expectedError(double[] confidences, boolean[] correct) {
        return new JudgedWords(List.of(IntStream.range(0, correct.length)
                        .mapToObj(i -> new JudgedWord(confidences[i], correct[i]))
                        .toList()))
                .expectedError();
    }

    @Test
    void evenWhereAllWordsAreRightNoConfidenceIsOne() {
        Calibration calibration = Calibration.fit(new double[] {1, 1, 1}, new boolean[] {true, true, true});

        assertThat(calibration.apply(1)).isCloseTo(0.8, within(1e-3)); // Platt: (3 + 1) / (3 + 2)
    }

    @Test
    void noCalibrationChangesNothing() {
        for (double confidence : new double[] {0, 1e-9, 0.3, 1}) {
            assertThat(Calibration.NONE.apply(confidence)).isEqualTo(confidence);
        }
    }

    @Test
    void everyResultIsAConfidence() {
        Calibration steep = new Calibration(1e6, -1e6);
        assertThat(steep.apply(0)).isZero();
        assertThat(steep.apply(1)).isEqualTo(1);
    }

    @Test
    void whatIsNoConfidenceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(Double.NaN, 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Calibration(2, 0).apply(-0.1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(new double[] {1.5}, new boolean[] {true}))
                .withMessage("a confidence must be 0 to 1: 1.5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Calibration.fit(new double[1], new boolean[2]))
                .withMessage("1 confidences do not belong to 2 words");
    }
}
