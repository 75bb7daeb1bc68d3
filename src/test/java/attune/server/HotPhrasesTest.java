package attune.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import attune.decoding.HotWord;
import attune.speech.SpeechFormat;
import attune.speech.TinySpeech;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HotPhrasesTest {
    private final SpeechFormat format = TinySpeech.streaming(2, 4).format();

    @Test
    void ofKeywordsThatAreTheSameToTheModelTheFirstCounts() {
        HotPhrases phrases = new HotPhrases(List.of("Seven:2", "seven", "SEVEN:3", "eight"), "seven, nine");
        assertThat(phrases.words(format).words())
                .containsExactlyInAnyOrder(
                        new HotWord("seven", 2),
                        new HotWord("eight", HotWord.DEFAULT_BOOST),
                        new HotWord("nine", HotWord.DEFAULT_BOOST));
    }

    /** In a file of hot words the last would be a comment. */
    @ParameterizedTest
    @ValueSource(strings = {"seven:many", "12", "#seven"})
    void aKeywordThatCannotBeListenedForIsToldWithoutALine(String keyword) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> new HotPhrases(List.of("eight", keyword), "").words(format))
                .satisfies(refusal -> assertThat(refusal.fault().message()).startsWith("hot words: "));
    }

    @Test
    void aTextAsLongAsABookIsRefused() {
        String book = "seven ".repeat(20_000);
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> new HotPhrases(List.of(), book));
    }
}
