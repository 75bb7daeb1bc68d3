package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MixtureTest {
    private static final List<String> ONE = Corpora.random(1, 60, 5);
    private static final List<String> OTHER = Corpora.random(2, 80, 7);
    private static final double ROUNDING = 1e-5;

    @Test
    void everyNgramOfATextGetsTheWeightedMean() {
        NgramModel mixed = Corpora.builder(3, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(3.0, 1.0))
                .model();
        // Estimated over the joint vocabulary: the other text's words are unseen, not unknown.
        NgramModel first = Corpora.builder(3, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(1.0, 1e-12))
                .model();
        NgramModel second = Corpora.builder(3, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(1e-12, 1.0))
                .model();
        for (String sentence : ONE) {
            int state = mixed.start();
            int firstState = first.start();
            int secondState = second.start();
            for (int token : Perplexity.tokens(mixed, sentence)) {
                double mean = 0.75 * Math.exp(first.logProb(firstState, token))
                        + 0.25 * Math.exp(second.logProb(secondState, token));
                assertThat(Math.exp(mixed.logProb(state, token))).isCloseTo(mean, within(mean * ROUNDING));
                state = mixed.next(state, token);
                firstState = first.next(firstState, token);
                secondState = second.next(secondState, token);
            }
        }
    }

    @Test
    void everyHistorysProbabilitiesSumToOne() {
        for (Integer[] prune : List.of(new Integer[] {0}, new Integer[] {0, 0, 1}, new Integer[] {0, 1, 1})) {
            NgramModel model = Corpora.builder(3, prune)
                    .weighted(Corpora.texts(ONE, OTHER, Corpora.random(3, 9, 3)), List.of(0.2, 0.5, 0.3))
                    .model();
            for (List<String> history : Corpora.histories(model, 3)) {
                assertThat(Corpora.sum(model, Corpora.state(model, history)))
                        .as("%s", history)
                        .isCloseTo(1, within(ROUNDING));
            }
        }
    }

    @Test
    void tunedWeightsAreBetterThanTheirNeighbours() {
        List<String> dev = List.of(
                String.join(" ", ONE.subList(0, 4)), String.join(" ", ONE.subList(4, 9)), OTHER.get(3), "w2 w3");
        EstimatedModel tuned = Corpora.builder(2, 0).tuned(Corpora.texts(ONE, OTHER), dev);
        double weight = tuned.weights().get(0);
        assertThat(weight).isBetween(0.1, 0.99);
        assertThat(tuned.weights().get(1)).isCloseTo(1 - weight, within(1e-9));
        double best = perplexity(weight, dev);
        assertThat(perplexity(weight - 0.05, dev)).isGreaterThan(best);
        assertThat(perplexity(Math.min(0.999, weight + 0.05), dev)).isGreaterThan(best);
    }

    private static double perplexity(double weight, List<String> dev) {
        NgramModel model = Corpora.builder(2, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(weight, 1 - weight))
                .model();
        return Perplexity.of(model, dev.stream()).value();
    }

    @Test
    void oneTextIsItsOwnMixture() {
        EstimatedModel pooled = Corpora.model(ONE, 3, 0);
        EstimatedModel weighted = Corpora.builder(3, 0).weighted(Corpora.texts(ONE), List.of(0.3));
        assertThat(weighted.weights()).containsExactly(1.0);
        assertThat(Perplexity.of(weighted.model(), OTHER.stream()))
                .isEqualTo(Perplexity.of(pooled.model(), OTHER.stream()));
    }
}
