package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.seed.RunSeed;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

class ClassificationTest {
    private static final List<String> LABELS = List.of("cat", "dog", "horse", "cow", "goat", "pig", "hen");
    private static final Bootstrap BOOTSTRAP = Bootstrap.usual(new RunSeed(1));

    private static ClassifiedItem item(int truth, Integer... first) {
        List<Integer> ranking = new ArrayList<>(List.of(first));
        for (int label = 0; label < LABELS.size(); label++) {
            if (!ranking.contains(label)) {
                ranking.add(label);
            }
        }
        return new ClassifiedItem("item", truth, ranking);
    }

    @Test
    void aHandCountedExample() {
        Classification done = Classification.of(
                LABELS,
                List.of(
                        item(0, 0), // right
                        item(0, 1), // a cat taken for a dog
                        item(1, 1), // right
                        item(1, 1), // right
                        item(2, 0, 1, 3, 4, 5), // a horse taken for a cat, and not among the five
                        item(2, 0, 1, 3, 4, 2)), // a horse taken for a cat, the fifth guess is right
                BOOTSTRAP);
        assertThat(done.items()).isEqualTo(6);
        assertThat(done.accuracy()).isEqualTo(3 / 6.0);
        assertThat(done.topFive()).isEqualTo(5 / 6.0);
        assertThat(done.confusion().get(0)).startsWith(1, 1, 0);
        assertThat(done.confusion().get(1)).startsWith(0, 2, 0);
        assertThat(done.confusion().get(2)).startsWith(2, 0, 0);
        assertThat(done.classes().get(0).precision()).isEqualTo(1 / 3.0);
        assertThat(done.classes().get(0).recall()).isEqualTo(1 / 2.0);
        assertThat(done.classes().get(1).precision()).isEqualTo(2 / 3.0);
        assertThat(done.classes().get(2).precision())
                .as("nothing was taken for it")
                .isNaN();
        assertThat(done.classes().get(3).recall()).as("nothing is of it").isNaN();
        assertThat(done.meanRecall()).isCloseTo((0.5 + 1 + 0) / 3, within(1e-12));
    }

    @Test
    void theIntervalIsThatOfABinomialShare() {
        int items = 200;
        List<ClassifiedItem> answers = new ArrayList<>();
        for (int i = 0; i < items; i++) {
            answers.add(i < 160 ? item(0, 0) : item(0, 1));
        }
        Interval interval = Classification.of(LABELS, answers, BOOTSTRAP).accuracyInterval();
        // Drawing with replacement, the number of right ones is binomial.
        BinomialDistribution drawn = new BinomialDistribution(null, items, 0.8);
        assertThat(interval.low()).isCloseTo(drawn.inverseCumulativeProbability(0.025) / (double) items, within(0.006));
        assertThat(interval.high())
                .isCloseTo(drawn.inverseCumulativeProbability(0.975) / (double) items, within(0.006));
    }
}
