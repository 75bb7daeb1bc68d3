package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import attune.text.TextNormalizer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OverlapTest {
    private static Utterance said(String text, String speaker) {
        return new Utterance(
                text + speaker, Clip.whole(Path.of("a.wav")), Optional.of(text), "m", Map.of("speaker", speaker));
    }

    private static Overlap of(List<Utterance> train, List<Utterance> heldOut) {
        return Overlap.of(train, heldOut, TextNormalizer.ENGLISH_BASIC);
    }

    @Test
    void countsTextsWordsAndSpeakers() {
        Overlap overlap = of(
                List.of(said("Please hold the line.", "ann"), said("one", "bob")),
                List.of(
                        said("please hold the line", "bob"), // the same, written otherwise
                        said("please hold the door", "cy"), // a word differs
                        said("two", "cy"), // too short to be near "one"
                        said("something else", "dee")));
        assertThat(overlap).isEqualTo(new Overlap(4, 1, 1, 3, 1, 11, 4));
    }

    @Test
    void clipsWithoutTextHaveNothingInCommon() {
        Utterance silent = new Utterance("x", Clip.whole(Path.of("a.wav")), Optional.empty(), "m", Map.of());
        assertThat(of(List.of(silent), List.of(silent))).isEqualTo(new Overlap(1, 0, 0, 0, 0, 0, 0));
    }
}
