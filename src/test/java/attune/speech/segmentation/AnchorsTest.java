package attune.speech.segmentation;

import static org.assertj.core.api.Assertions.assertThat;

import attune.text.TextChanges;
import attune.text.TextNormalizer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    private static final int RECORDING = 1000;

    private final Script script = Script.of(
            "the first one\na second two\nthe very last words", TextNormalizer.ENGLISH_BASIC, new TextChanges());

    /** Words of ten frames, one after the other from some frame on. */
    private static List<HeardWord> heard(int from, String words) {
        List<HeardWord> heard = new ArrayList<>();
        int at = from;
        for (String word : List.of(words.split(" ", -1))) {
            heard.add(new HeardWord(word, at, at + 10));
            at += 10;
        }
        return heard;
    }

    private static List<HeardWord> heard(List<HeardWord> first, List<HeardWord> second) {
        List<HeardWord> both = new ArrayList<>(first);
        both.addAll(second);
        return both;
    }

    @Test
    void aSentenceIsBetweenTheWordsHeardAroundItAndNearItsOwn() {
        Anchors anchors =
                Anchors.of(script, heard(heard(100, "the first one a second do"), heard(300, "very last words")));
        assertThat(anchors.around(0, RECORDING, 20, 5)).isEqualTo(new Anchors.Stretch(95, 130, true));
        // "a second" ends at 150, "two" may take 20 frames more, and 5 are added.
        assertThat(anchors.around(1, RECORDING, 20, 5)).isEqualTo(new Anchors.Stretch(130, 175, true));
        // "the" may take 20 frames before "very".
        assertThat(anchors.around(2, RECORDING, 20, 5)).isEqualTo(new Anchors.Stretch(275, 335, true));
    }

    @Test
    void aSentenceOfWhichNothingWasHeardIsAnywhereBetweenItsNeighbours() {
        Anchors anchors = Anchors.of(script, heard(heard(100, "the first one"), heard(300, "very last words")));
        assertThat(anchors.around(1, RECORDING, 20, 5)).isEqualTo(new Anchors.Stretch(130, 300, false));
    }

    @Test
    void aWordHeardAloneProvesNothing() {
        Anchors anchors = Anchors.of(script, heard(heard(100, "the first one"), heard(300, "nothing last at all")));
        assertThat(anchors.around(2, RECORDING, 20, 5)).isEqualTo(new Anchors.Stretch(130, RECORDING, false));
    }
}
