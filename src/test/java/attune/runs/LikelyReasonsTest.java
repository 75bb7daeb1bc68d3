package attune.runs;

import static org.assertj.core.api.Assertions.assertThat;

import attune.evaluation.JointComparison;
import attune.runs.Suspicion.Evidence;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LikelyReasonsTest {
    private static final TrainingSettings USUAL = new TrainingSettings(Schedule.of(10, 1e-3), 8, 1);
    private static final JointComparison WORSE =
            new JointComparison(20, List.of(new JointComparison.Rate("WER", 0.3, 0.9, 0.4, 0.8, 0.001)));
    private static final JointComparison PROMISING =
            new JointComparison(20, List.of(new JointComparison.Rate("WER", 0.3, 0.28, -0.06, 0.02, 0.4)));

    private static List<String> reasons(double rate, double[] losses, JointComparison compared, Suspicion... more) {
        List<LossCourse.Epoch> epochs = new ArrayList<>();
        for (double loss : losses) {
            epochs.add(new LossCourse.Epoch(epochs.size() + 1, loss, 0));
        }
        return new LikelyReasons(new TrainingSettings(Schedule.of(10, rate), 8, 1), USUAL, new LossCourse(epochs))
                .with(compared, List.of(more));
    }

    @Test
    void aLossThatRoseComesBeforeTextsThatLookOddAndThoseBeforeAFewNewLetters() {
        Suspicion letters = new Suspicion(Evidence.POSSIBLE, "letters");
        Suspicion texts = new Suspicion(Evidence.UNUSUAL, "texts");
        assertThat(reasons(0.3, new double[] {2, 8}, WORSE, letters, texts))
                .containsExactly(
                        "the learning rate (0.3, 300 times the default) is too high: the loss rose (2.000 in epoch 1, 8.000 in"
                                + " epoch 2)",
                        "texts",
                        "letters");
    }

    @Test
    void mixedUpTextsComeBeforeARateThatIsOnlyHigh() {
        Suspicion texts = new Suspicion(Evidence.MEASURED, "texts");
        assertThat(reasons(5e-3, new double[] {2, 1}, WORSE, texts))
                .containsExactly("texts", "the learning rate (0.005, 5.0 times the default) is high: leave it out");
    }

    @Test
    void aSmallDevSetIsNamedWhereNothingIsProven() {
        assertThat(reasons(1e-3, new double[] {2, 1}, PROMISING))
                .containsExactly(
                        "the dev set of 20 is too small to tell a change of less than about 4.0 points of WER from"
                                + " chance: give more");
        assertThat(reasons(1e-3, new double[] {2, 1}, WORSE))
                .singleElement()
                .asString()
                .startsWith("nothing in this run");
    }

    @Test
    void batchesLeftOutSpeakAgainstTheRate() {
        LossCourse course = new LossCourse(List.of(new LossCourse.Epoch(1, 2, 6)));
        assertThat(new LikelyReasons(USUAL, USUAL, course).with(WORSE, List.of()))
                .containsExactly(
                        "the learning rate (0.001) is too high: 6 batches were left out, since their loss or gradient"
                                + " was no number");
    }
}
