package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NgramModelTest {

    @Test
    void equalStatesHaveEqualFutures() {
        NgramModel model = Corpora.model(Corpora.random(4, 40, 4), 3, 0, 0, 1).model();
        Map<Integer, List<Integer>> futures = new HashMap<>();
        List<List<String>> histories = Corpora.histories(model, 4);
        for (List<String> history : histories) {
            int state = Corpora.state(model, history);
            List<Integer> future = new ArrayList<>();
            for (int token = 0; token < model.vocabulary().size(); token++) {
                future.add(model.next(state, token));
            }
            assertThat(futures.computeIfAbsent(state, s -> future)).isEqualTo(future);
        }
        assertThat(futures).as("histories are merged").hasSizeLessThan(histories.size() / 10);
    }

    @Test
    void anUnknownWordLeadsBackToNothing() {
        NgramModel model = Corpora.model(Corpora.random(4, 40, 4), 3, 0).model();
        int state = Corpora.state(model, List.of("w1", "w2"));
        assertThat(model.next(state, model.vocabulary().token("never heard"))).isEqualTo(model.empty());
    }

    @Test
    void theVocabularyKnowsItsWords() {
        Vocabulary words = SortedVocabulary.of(List.of("zebra", "ä", "a", "apple", "日本"));
        assertThat(words.size()).isEqualTo(8);
        for (int token = 0; token < words.size(); token++) {
            assertThat(words.token(words.text(token))).isEqualTo(token);
        }
        assertThat(List.of("", "b", "appl", "apples", "日")).allMatch(text -> words.token(text) == words.unknown());
        assertThat(words.text(words.unknown())).isEqualTo("<unk>");
        assertThat(words.text(words.end())).isEqualTo("</s>");
    }

    @Test
    void aCharacterModelServesUnknownWords() {
        TrainingTexts texts = new TrainingTexts(TokenKind.CHARACTERS);
        texts.add("text", List.of("press one", "press two", "the press").stream());
        EstimatedModel estimated = Corpora.builder(5, 0).pooled(texts);
        NgramModel model = estimated.model();
        assertThat(model.kind()).isEqualTo(TokenKind.CHARACTERS);
        assertThat(TokenKind.of(model.vocabulary())).isEqualTo(TokenKind.CHARACTERS);
        assertThat(score(model, "one press")).isGreaterThan(score(model, "sserp eno") + 5);
        int state = model.start();
        for (int token : Perplexity.tokens(model, "press ")) {
            assertThat(Corpora.sum(model, state)).isCloseTo(1, within(1e-5));
            state = model.next(state, token);
        }
    }

    @Test
    void aWordModelIsNoCharacterModel() {
        assertThat(Corpora.model(List.of("a b c"), 2, 0).model().kind()).isEqualTo(TokenKind.WORDS);
    }

    @Test
    void wordsThatLookLikeMarksAreUnknown() {
        NgramModel model = Corpora.model(List.of("a <s> b", "a </s> b"), 2, 0).model();
        assertThat(Perplexity.tokens(model, "a <s> b"))
                .contains(model.vocabulary().unknown());
        assertThat(Corpora.sum(model, model.start())).isCloseTo(1, within(1e-5));
    }

    private static double score(NgramModel model, String text) {
        return Perplexity.of(model, Stream.of(text)).logProb();
    }
}
