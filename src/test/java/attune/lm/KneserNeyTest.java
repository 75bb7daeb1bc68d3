package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KneserNeyTest {
    /** Probabilities are kept as 24-bit logarithms; a sum over ten tokens and four back-offs loses about this much. */
    private static final double ROUNDING = 1e-5;

    /**
     * Ten counts of one, four of two, two of three, one of four: Y = 10 / (10 + 2·4) = 5/9. D₁ = 1 − 2·5/9·4/10 = 5/9,
     * D₂ = 2 − 3·5/9·2/4 = 7/6, D₃₊ = 3 − 4·5/9·1/2 = 17/9.
     */
    @Test
    void discountsEqualAHandWorkedExample() {
        Discounts discounts = Discounts.of(new int[] {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 4, 7, 20});
        assertThat(discounts.estimated()).isTrue();
        assertThat(discounts.of(0)).isZero();
        assertThat(discounts.of(1)).isCloseTo(5.0 / 9, within(1e-15));
        assertThat(discounts.of(2)).isCloseTo(7.0 / 6, within(1e-15));
        assertThat(discounts.of(3)).isCloseTo(17.0 / 9, within(1e-15));
        assertThat(discounts.of(20)).isCloseTo(17.0 / 9, within(1e-15));
    }

    @Test
    void discountsFallBackWhereCountsAreMissing() {
        List<int[]> poor = List.of(
                new int[] {}, new int[] {1, 1, 1}, new int[] {2, 2, 3, 3, 4}, new int[] {1, 1, 2, 4}, new int[] {
                    1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3, 3, 4 // D₂ would be negative
                });
        assertThat(poor).allSatisfy(counts -> assertThat(Discounts.of(counts)).isSameAs(Discounts.FALLBACK));
    }

    /**
     * "a b" twice and "a c": adjusted counts a 1, b 1, c 1, end 2, so 5 in all; n₃ is 0, so with the fall-back discounts
     * 2.5 is left for the five tokens a, b, c, end and unknown: p(b) = 0.5/5 + 2.5/5/5 = 0.2 and p(unknown) = 0.1. Of the
     * pairs two occur once, two twice and one three times: Y = 1/3, D₁ = 1/3, D₂ = 3/2. After a come b twice and c once:
     * p(b | a) = (2 − 3/2)/3 + (3/2 + 1/3)/3·0.2 = 13/45.
     */
    @Test
    void probabilitiesEqualAHandWorkedExample() {
        NgramModel model = Corpora.model(List.of("a b", "a b", "a c"), 2, 0).model();
        Vocabulary words = model.vocabulary();
        assertThat(Math.exp(model.logProb(model.empty(), words.token("b")))).isCloseTo(0.2, within(ROUNDING));
        assertThat(Math.exp(model.logProb(model.empty(), words.unknown()))).isCloseTo(0.1, within(ROUNDING));
        int afterA = model.next(model.start(), words.token("a"));
        assertThat(Math.exp(model.logProb(afterA, words.token("b")))).isCloseTo(13.0 / 45, within(ROUNDING));
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "3, 0:0:1", "3, 0:1:2", "4, 0:0:1:1", "5, 0"})
    void agreesWithTheRecursiveDefinition(int order, String prune) {
        for (long seed = 1; seed <= 3; seed++) {
            List<String> text = Corpora.random(seed, 60, 5);
            Integer[] thresholds =
                    List.of(prune.split(":", -1)).stream().map(Integer::valueOf).toArray(Integer[]::new);
            NgramModel model = Corpora.model(text, order, thresholds).model();
            int[] each = new LanguageModelBuilder.Settings(order, List.of(thresholds), OptionalInt.empty())
                    .pruneForEachLength(order);
            RecursiveKneserNey oracle = new RecursiveKneserNey(text, order, each);
            for (List<String> history : Corpora.histories(model, Math.min(2, order - 1))) {
                compare(model, oracle, history, "seed " + seed + " after " + history);
            }
            for (String sentence : text.subList(0, 10)) { // long histories that were seen
                compare(model, oracle, List.of(sentence.split(" ", -1)), "seed " + seed + " after " + sentence);
            }
        }
    }

    private static void compare(NgramModel model, RecursiveKneserNey oracle, List<String> history, String where) {
        int state = Corpora.state(model, history);
        List<String> seen = history.subList(Math.max(0, history.size() - model.order() + 1), history.size());
        for (String word : oracle.vocabulary()) {
            double expected = oracle.probability(seen, word);
            double ours = Math.exp(model.logProb(state, model.vocabulary().token(word)));
            assertThat(ours).as("%s: %s", where, word).isCloseTo(expected, within(expected * ROUNDING));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void everyHistorysProbabilitiesSumToOne(int order) {
        for (long seed = 1; seed <= 3; seed++) {
            List<String> text = Corpora.random(seed, 80, 6);
            List<NgramModel> models = List.of(
                    Corpora.model(text, order, 0).model(),
                    Corpora.model(text, order, order == 1 ? new Integer[] {0} : new Integer[] {0, 1})
                            .model(),
                    new LanguageModelBuilder(
                                    new LanguageModelBuilder.Settings(order, List.of(0), OptionalInt.of(3)),
                                    Progress.SILENT)
                            .pooled(Corpora.texts(text))
                            .model());
            for (NgramModel model : models) {
                for (List<String> history : Corpora.histories(model, Math.min(3, order))) {
                    assertThat(Corpora.sum(model, Corpora.state(model, history)))
                            .as("seed %d after %s", seed, history)
                            .isCloseTo(1, within(ROUNDING));
                }
            }
        }
    }

    @Test
    void pruningLeavesOutWhatIsRare() {
        List<String> text = List.of("a b c", "a b c", "a b d");
        assertThat(Corpora.model(text, 3, 0).counts()).containsExactly(7, 6, 5);
        assertThat(Corpora.model(text, 3, 0, 0, 1).counts()).containsExactly(7, 6, 3);
        assertThat(Corpora.model(text, 3, 0, 1).counts()).containsExactly(7, 4, 3);
    }

    @Test
    void aSmallTextIsNoted() {
        List<String> notes = new ArrayList<>();
        Progress progress = new Progress() {
            @Override
            public void note(String line) {
                notes.add(line);
            }
        };
        new LanguageModelBuilder(LanguageModelBuilder.Settings.DEFAULT, progress)
                .pooled(Corpora.texts(List.of("a b", "b a")));
        assertThat(notes).singleElement().asString().contains("1-grams, 2-grams, 3-grams", "0.5, 1 and 1.5");
    }

    @Test
    void theVocabularyKeepsTheMostFrequentWords() {
        LanguageModelBuilder.Settings settings = new LanguageModelBuilder.Settings(2, List.of(0), OptionalInt.of(2));
        NgramModel model = new LanguageModelBuilder(settings, Progress.SILENT)
                .pooled(Corpora.texts(List.of("a b a c", "b a d", "e b a")))
                .model();
        assertThat(model.vocabulary().size()).isEqualTo(2 + 3);
        assertThat(model.vocabulary().token("b"))
                .isNotEqualTo(model.vocabulary().unknown());
        int unknown = model.vocabulary().unknown();
        assertThat(model.vocabulary().token("c")).isEqualTo(unknown);
        assertThat(model.logProb(model.empty(), unknown)).as("c, d and e").isGreaterThan(Math.log(0.2));
    }
}
