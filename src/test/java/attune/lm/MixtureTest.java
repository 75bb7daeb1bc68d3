package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import attune.progress.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MixtureTest {
    private static final List<String> ONE = Corpora.random(1, 60, 5);
    private static final List<String> OTHER = Corpora.random(2, 80, 7);
    private static final double ROUNDING = 1e-5;

    private static final NgramModel FIRST = part(2, 1 - 1e-12);
    private static final NgramModel SECOND = part(2, 1e-12);

    /** One text's model over the vocabulary of both: to it the other's words are unseen, not unknown. */
    private static NgramModel part(int order, double weightOfFirst) {
        return Corpora.builder(order, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(weightOfFirst, 1 - weightOfFirst))
                .model();
    }

    @Test
    void everyNgramOfATextGetsTheWeightedMean() {
        NgramModel mixed = Corpora.builder(3, 0)
                .weighted(Corpora.texts(ONE, OTHER), List.of(3.0, 1.0))
                .model();
        NgramModel first = part(3, 1 - 1e-12);
        NgramModel second = part(3, 1e-12);
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

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void tunedWeightsAreBetterThanTheirNeighbours(int evenTokens) {
        List<String> dev = Stream.concat(Corpora.random(11, 40, 5).stream(), Corpora.random(12, 40, 7).stream())
                .toList();
        LanguageModelBuilder.Settings settings =
                new LanguageModelBuilder.Settings(2, List.of(0), OptionalInt.empty(), 0, evenTokens);
        EstimatedModel tuned =
                new LanguageModelBuilder(settings, Progress.SILENT).tuned(Corpora.texts(ONE, OTHER), dev);
        double weight = tuned.weights().get(0);
        assertThat(weight).isBetween(0.1, 0.9);
        assertThat(tuned.weights().get(1)).isCloseTo(1 - weight, within(1e-9));
        double best = logProb(weight, dev, evenTokens);
        assertThat(logProb(weight - 0.01, dev, evenTokens)).isLessThan(best);
        assertThat(logProb(weight + 0.01, dev, evenTokens)).isLessThan(best);
    }

    @Test
    void tokensThatAllShareMakeTheWeightsOfAShortTextMoreEven() {
        List<String> dev = Corpora.random(11, 2, 5);
        List<Double> weights = IntStream.of(0, 10, 1000)
                .mapToObj(tokens -> new LanguageModelBuilder.Settings(2, List.of(0), OptionalInt.empty(), 0, tokens))
                .map(settings ->
                        new LanguageModelBuilder(settings, Progress.SILENT).tuned(Corpora.texts(ONE, OTHER), dev))
                .map(tuned -> Math.abs(tuned.weights().get(0) - 0.5))
                .toList();
        assertThat(weights).isSortedAccordingTo(Comparator.reverseOrder()).doesNotHaveDuplicates();
    }

    /**
     * Of a text under the mixture itself, not under the back-off model that stands for it, and of the logarithms of the
     * weights, which count like tokens.
     */
    private static double logProb(double weight, List<String> text, int evenTokens) {
        double logProb = evenTokens / 2.0 * (Math.log(weight) + Math.log(1 - weight));
        for (String sentence : text) {
            int firstState = FIRST.start();
            int secondState = SECOND.start();
            for (int token : Perplexity.tokens(FIRST, sentence)) {
                logProb += Math.log(weight * Math.exp(FIRST.logProb(firstState, token))
                        + (1 - weight) * Math.exp(SECOND.logProb(secondState, token)));
                firstState = FIRST.next(firstState, token);
                secondState = SECOND.next(secondState, token);
            }
        }
        return logProb;
    }

    @Test
    void finishedModelsWeighAsMuchAsTextsWhereNothingWeighsThem() {
        NgramModel finished = Corpora.model(OTHER, 2, 0).model();
        List<OptionalDouble> unweighed = List.of(OptionalDouble.empty(), OptionalDouble.empty());
        EstimatedModel joint =
                Corpora.builder(2, 0).estimate(Corpora.texts(ONE), List.of(finished), unweighed, List.of());
        assertThat(joint.weights()).containsExactly(0.5, 0.5);
        assertThat(Perplexity.of(joint.model(), OTHER.stream()))
                .isEqualTo(Perplexity.of(
                        Corpora.builder(2, 0)
                                .weighted(Corpora.texts(ONE), List.of(finished), List.of(1.0, 1.0))
                                .model(),
                        OTHER.stream()));
        assertThat(Corpora.builder(2, 0)
                        .estimate(Corpora.texts(ONE, OTHER), List.of(), unweighed, List.of())
                        .weights())
                .containsExactly(1.0);
    }

    @Test
    void oneTextIsItsOwnMixture() {
        EstimatedModel pooled = Corpora.model(ONE, 3, 0);
        EstimatedModel weighted = Corpora.builder(3, 0).weighted(Corpora.texts(ONE), List.of(0.3));
        assertThat(weighted.weights()).containsExactly(1.0);
        assertThat(Perplexity.of(weighted.model(), OTHER.stream()))
                .isEqualTo(Perplexity.of(pooled.model(), OTHER.stream()));
    }

    @Test
    void textsWithFewTokensAreNotPruned() {
        TrainingTexts texts = Corpora.texts(ONE);
        List<Integer> all = Corpora.model(ONE, 3, 0).counts();
        List<Integer> pruned = Corpora.model(ONE, 3, 0, 0, 1).counts();
        assertThat(pruned.get(2)).isLessThan(all.get(2));
        int tokens = (int) texts.tokenCount();
        assertThat(prunedFrom(tokens + 1, texts)).isEqualTo(all);
        assertThat(prunedFrom(tokens, texts)).isEqualTo(pruned);
    }

    private static List<Integer> prunedFrom(int tokens, TrainingTexts texts) {
        LanguageModelBuilder.Settings settings =
                new LanguageModelBuilder.Settings(3, List.of(0, 0, 1), OptionalInt.empty(), tokens, 0);
        return new LanguageModelBuilder(settings, Progress.SILENT).pooled(texts).counts();
    }

    /** SRILM's pruning leaves such n-grams; mixing walks from each to the shorter one. */
    @Test
    void anNgramWithoutItsSuffixIsRefused(@TempDir Path folder) throws IOException {
        NgramModel finished =
                LanguageModels.open(Files.writeString(folder.resolve("pruned.arpa"), Corpora.WITHOUT_A_SUFFIX));
        assertThatThrownBy(() -> Corpora.builder(3, 0)
                        .weighted(Corpora.texts(List.of("a c", "c a")), List.of(finished), List.of(0.5, 0.5)))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("has an n-gram of 3 tokens");
    }
}
