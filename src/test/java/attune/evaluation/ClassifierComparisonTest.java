package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClassifierComparisonTest {
    private static final Bootstrap BOOTSTRAP = new Bootstrap(2000, 0.95, new RunSeed(1));

    /** A classifier of two classes that is right where its text has a 1. */
    private static List<ClassifiedItem> answers(String right) {
        List<ClassifiedItem> items = new ArrayList<>();
        for (int i = 0; i < right.length(); i++) {
            int guess = right.charAt(i) == '1' ? 1 : 0;
            items.add(new ClassifiedItem("item " + i, 1, List.of(guess, 1 - guess)));
        }
        return items;
    }

    @ParameterizedTest
    @CsvSource({"0,0", "1,0", "5,0", "0,6", "10,2", "7,7", "3,12"})
    void theProbabilityIsThatOfAllEvenFlipsThatDifferAsMuch(int onlyBaseline, int onlyCandidate) {
        int flips = onlyBaseline + onlyCandidate;
        int asExtreme = 0;
        for (int outcome = 0; outcome < 1 << flips; outcome++) {
            int heads = Integer.bitCount(outcome);
            asExtreme += Math.abs(2 * heads - flips) >= Math.abs(onlyBaseline - onlyCandidate) ? 1 : 0;
        }
        assertThat(McNemar.of(onlyBaseline, onlyCandidate).pValue())
                .isCloseTo((double) asExtreme / (1 << flips), within(1e-12));
    }

    @Test
    void itemsArePairedByIdAndCounted() {
        List<ClassifiedItem> candidate = new ArrayList<>(answers("1101111111"));
        Collections.reverse(candidate);
        ClassifierComparison found = ClassifierComparison.of(answers("0010001111"), candidate, BOOTSTRAP);
        assertThat(found.mcNemar().onlyBaseline()).isEqualTo(1);
        assertThat(found.mcNemar().onlyCandidate()).isEqualTo(5);
        assertThat(found.bootstrap().difference()).isCloseTo(-0.4, within(1e-12));
        assertThat(found.bootstrap().interval().low()).isLessThan(-0.4);
        assertThat(found.isSignificant()).as("p = 0.22").isFalse();
    }

    @Test
    void equalClassifiersDoNotDiffer() {
        ClassifierComparison found = ClassifierComparison.of(answers("1010"), answers("1010"), BOOTSTRAP);
        assertThat(found.bootstrap().difference()).isZero();
        assertThat(found.mcNemar().pValue()).isEqualTo(1);
    }

    @Test
    void aDifferenceBeyondChanceIsSignificant() {
        ClassifierComparison found =
                ClassifierComparison.of(answers("1".repeat(10)), answers("1" + "0".repeat(9)), BOOTSTRAP);
        assertThat(found.isSignificant()).isTrue();
        assertThat(found.bootstrap().difference()).isCloseTo(0.9, within(1e-12));
    }

    @Test
    void otherItemsCannotBeCompared() {
        assertThatThrownBy(() -> ClassifierComparison.of(answers("11"), answers("111"), BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ClassifierComparison.of(answers("111"), answers("11"), BOOTSTRAP))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
