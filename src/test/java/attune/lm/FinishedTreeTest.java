package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.progress.Progress;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A finished model's tree, by itself and mixed with texts. */
class FinishedTreeTest {
    private static final List<String> TEXT = Corpora.random(1, 60, 7);
    private static final List<String> OTHER = Stream.concat(Corpora.random(2, 40, 5).stream(), Stream.of("new newer"))
            .toList();
    private static final double ROUNDING = 1e-5;

    private static byte[] bytes(NgramModel model) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        LanguageModels.write(model, bytes);
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 0", "3, 1", "5, 0", "5, 2"})
    void isTheTreeTheModelWasMadeFrom(int order, int prune) throws IOException {
        Integer[] thresholds = order > 1 ? new Integer[] {0, prune} : new Integer[] {0};
        NgramModel model = Corpora.model(TEXT, order, thresholds).model();
        NgramTree tree = FinishedTree.of(model, (SortedVocabulary) model.vocabulary(), order);
        assertThat(bytes(AutomatonBuilder.build(tree))).isEqualTo(bytes(model));
    }

    @Test
    void isTheSameFromAFile() throws IOException {
        NgramModel model = Corpora.model(TEXT, 3, 0, 0, 1).model();
        NgramModel opened = LanguageModels.open(bytes(model), "memory");
        NgramTree tree = FinishedTree.of(opened, (SortedVocabulary) opened.vocabulary(), 3);
        assertThat(bytes(AutomatonBuilder.build(tree))).isEqualTo(bytes(model));
    }

    @Test
    void moreWordsAndLongerNgramsChangeNothing() {
        NgramModel model = Corpora.model(TEXT, 2, 0).model();
        SortedVocabulary wider =
                SortedVocabulary.of(List.of("a", "w0", "w1", "w2", "w3", "w4", "w5", "w6", "w33", "z"));
        NgramModel spread = AutomatonBuilder.build(FinishedTree.of(model, wider, 4));
        assertThat(spread.order()).isEqualTo(4);
        for (List<String> history : Corpora.histories(model, 2)) {
            int state = Corpora.state(model, history);
            int spreadState = Corpora.state(spread, history);
            assertThat(Corpora.sum(spread, spreadState)).as("%s", history).isCloseTo(1, within(ROUNDING));
            for (String word : List.of("w0", "w3", "w6", "</s>", "<unk>")) {
                assertThat(spread.logProb(spreadState, wider.token(word)))
                        .isEqualTo(model.logProb(state, model.vocabulary().token(word)));
            }
        }
    }

    @Test
    void everyNgramOfTheTextGetsTheWeightedMeanWithTheFinishedModels() {
        NgramModel finished = Corpora.model(TEXT, 3, 0).model();
        NgramModel mixed = Corpora.builder(3, 0)
                .weighted(Corpora.texts(OTHER), List.of(finished), List.of(3.0, 1.0))
                .model();
        // Over the joint vocabulary, in which the text's model must be estimated to be comparable.
        NgramModel text = Corpora.builder(3, 0)
                .weighted(Corpora.texts(OTHER), List.of(finished), List.of(1 - 1e-12, 1e-12))
                .model();
        for (String sentence : OTHER) {
            int state = mixed.start();
            int textState = text.start();
            int finishedState = finished.start();
            for (int token : Perplexity.tokens(mixed, sentence)) {
                String word = mixed.vocabulary().text(token);
                int known = finished.vocabulary().token(word);
                double ofFinished =
                        known == finished.vocabulary().unknown() ? 0 : Math.exp(finished.logProb(finishedState, known));
                double mean = 0.75 * Math.exp(text.logProb(textState, token)) + 0.25 * ofFinished;
                assertThat(Math.exp(mixed.logProb(state, token))).as(word).isCloseTo(mean, within(mean * ROUNDING));
                state = mixed.next(state, token);
                textState = text.next(textState, token);
                finishedState = finished.next(finishedState, known);
            }
        }
    }

    @Test
    void theMixturesProbabilitiesSumToOne() {
        NgramModel finished = Corpora.model(TEXT, 3, 0, 0, 1).model();
        EstimatedModel mixed =
                Corpora.builder(2, 0).tuned(Corpora.texts(OTHER), List.of(finished), Corpora.random(3, 40, 6));
        assertThat(mixed.weights())
                .hasSize(2)
                .allSatisfy(weight -> assertThat(weight).isBetween(0.01, 0.99));
        assertThat(mixed.model().order()).as("the finished model's").isEqualTo(3);
        for (List<String> history : Corpora.histories(mixed.model(), 2)) {
            assertThat(Corpora.sum(mixed.model(), Corpora.state(mixed.model(), history)))
                    .as("%s", history)
                    .isCloseTo(1, within(ROUNDING));
        }
    }

    @Test
    void aLimitOnTheVocabularyIsForTheTexts() {
        NgramModel finished = Corpora.model(TEXT, 2, 0).model();
        NgramModel mixed = new LanguageModelBuilder(
                        new LanguageModelBuilder.Settings(2, List.of(0), OptionalInt.of(1)), Progress.SILENT)
                .weighted(Corpora.texts(OTHER), List.of(finished), List.of(1.0, 1.0))
                .model();
        assertThat(mixed.vocabulary().size()).isEqualTo(finished.vocabulary().size());
    }
}
