package attune.speech.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptTest {
    private static List<String> written(String text) {
        return Script.of(text, TextNormalizer.ENGLISH_BASIC, new TextChanges()).sentences().stream()
                .map(Script.Sentence::written)
                .toList();
    }

    @Test
    void sentencesEndWhereTheyDoWhateverTheLines() {
        assertThat(written("It was late. \"Who is\nthere?\" she asked, and\r\nwaited.\r\n\r\nNobody\r\n"))
                .containsExactly("It was late.", "\"Who is there?\"", "she asked, and waited.", "Nobody");
    }

    @Test
    void aListWithoutFullStopsHasASentenceOnEachLine() {
        assertThat(written("press one\npress two\n\n  thank you  "))
                .containsExactly("press one", "press two", "thank you");
    }

    @Test
    void whatIsSpokenIsNormalisedAndNothingIsLeftOut() {
        Script script =
                Script.of("Well, I'm off!\n– – –\n\n– – –\n\nBye.", TextNormalizer.ENGLISH_BASIC, new TextChanges());
        assertThat(script.sentences())
                .extracting(Script.Sentence::spoken)
                .startsWith("well i'm off")
                .endsWith("bye");
        assertThat(script.sentences().get(0).words()).containsExactly("well", "i'm", "off");
    }

    @Test
    void longSentencesAreDividedAtACommaNearTheirMiddle() {
        String half = IntStream.range(0, 16).mapToObj(i -> "word").collect(Collectors.joining(" "));
        assertThat(written(half + " comma, " + half + ".")).containsExactly(half + " comma,", half + ".");
        assertThat(written(half + " " + half + " " + half + "."))
                .hasSize(2)
                .allMatch(piece -> piece.split(" ").length == 24);
    }
}
