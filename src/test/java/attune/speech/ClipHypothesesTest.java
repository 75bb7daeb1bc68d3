package attune.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.decoding.Hypothesis;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ClipHypothesesTest {

    @Test
    void onePiecesHypothesesAreTheClips() {
        List<Hypothesis> piece = List.of(new Hypothesis("a b", -1.5, 0.25), new Hypothesis("", -3, 0));
        ClipHypotheses whole = new ClipHypotheses(5);
        whole.add(piece);
        assertThat(whole.best()).isEqualTo(piece);
    }

    @Test
    void aTextCutInTwoWaysIsGivenOnce() {
        ClipHypotheses whole = new ClipHypotheses(9);
        whole.add(List.of(new Hypothesis("a", -1, 0), new Hypothesis("a b", -2, 0)));
        whole.add(List.of(new Hypothesis("b c", -1, 0), new Hypothesis("c", -1.5, 0)));
        assertThat(whole.best()).extracting(Hypothesis::text).containsExactly("a b c", "a c", "a b b c");
        assertThat(whole.best().get(0).score()).isEqualTo(-2);
    }

    /** Words of one letter out of two, so that many combinations spell the same text. */
    @Test
    void theBestOfAllCombinationsAreGiven() {
        SplittableRandom random = new SplittableRandom(17);
        for (int time = 0; time < 200; time++) {
            List<List<Hypothesis>> pieces = new ArrayList<>();
            for (int piece = random.nextInt(1, 5); piece > 0; piece--) {
                pieces.add(randomPiece(random));
            }
            int most = random.nextInt(1, 12);
            ClipHypotheses whole = new ClipHypotheses(most);
            pieces.forEach(whole::add);

            List<Hypothesis> expected = everyText(pieces).stream()
                    .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                    .limit(most)
                    .toList();
            assertThat(whole.best()).as("case %d", time).hasSameSizeAs(expected);
            for (int i = 0; i < expected.size(); i++) {
                assertThat(whole.best().get(i).text())
                        .as("case %d", time)
                        .isEqualTo(expected.get(i).text());
                assertThat(whole.best().get(i).score())
                        .isCloseTo(expected.get(i).score(), within(1e-9));
            }
        }
    }

    private static List<Hypothesis> randomPiece(SplittableRandom random) {
        Map<String, Hypothesis> texts = new LinkedHashMap<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            StringBuilder text = new StringBuilder();
            for (int word = random.nextInt(0, 4); word > 0; word--) {
                text.append(text.isEmpty() ? "" : " ").append(random.nextBoolean() ? "a" : "b");
            }
            Hypothesis hypothesis = new Hypothesis(text.toString(), -random.nextDouble(10), random.nextDouble(-2, 2));
            texts.put(hypothesis.text(), hypothesis);
        }
        return texts.values().stream()
                .sorted(Comparator.comparingDouble(Hypothesis::score).reversed())
                .toList();
    }

    /** Every text that some combination spells, with its best one's score. */
    private static List<Hypothesis> everyText(List<List<Hypothesis>> pieces) {
        List<Hypothesis> all = List.of(new Hypothesis("", 0, 0));
        for (List<Hypothesis> piece : pieces) {
            List<Hypothesis> longer = new ArrayList<>();
            for (Hypothesis begin : all) {
                for (Hypothesis end : piece) {
                    longer.add(new Hypothesis(
                            (begin.text() + " " + end.text()).strip(),
                            begin.acousticLogProb() + end.acousticLogProb(),
                            begin.languageScore() + end.languageScore()));
                }
            }
            all = longer;
        }
        Map<String, Hypothesis> best = new LinkedHashMap<>();
        all.forEach(one -> best.merge(one.text(), one, (a, b) -> a.score() >= b.score() ? a : b));
        return List.copyOf(best.values());
    }
}
