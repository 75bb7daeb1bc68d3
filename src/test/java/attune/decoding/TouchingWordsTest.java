package attune.decoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TouchingWordsTest {

    private static Word word(String text, double start, double end) {
        return new Word(text, start, end, 0.5, List.of(new TimedCharacter(text, start, end, 0.9)));
    }

    private static List<Word> touching(Word... words) {
        return new Transcript(List.of(words), 0.7, -3).withTouchingWords().words();
    }

    @Test
    void wordsThatFollowCloselyShareTheTimeBetween() {
        List<Word> words = touching(word("a", 1, 2), word("b", 2.12, 3), word("c", 3, 4));

        assertThat(words.get(0).startSeconds()).isEqualTo(1);
        assertThat(words.get(0).endSeconds()).isCloseTo(2.06, within(1e-12));
        assertThat(words.get(1).startSeconds()).isCloseTo(2.06, within(1e-12));
        assertThat(words.get(1).endSeconds()).isEqualTo(3);
        assertThat(words.get(2).endSeconds()).isEqualTo(4);
    }

    @Test
    void aPauseBelongsToNoWord() {
        assertThat(touching(word("a", 1, 2), word("b", 2.18, 3))).containsExactly(word("a", 1, 2), word("b", 2.18, 3));
    }

    @Test
    void fiveFramesAreNoPauseWhateverTheirRounding() {
        for (int frame = 0; frame < 100_000; frame++) {
            double end = (frame + 1) * 0.03;
            List<Word> words = touching(word("a", frame * 0.03, end), word("b", (frame + 6) * 0.03, end + 1));
            assertThat(words.get(1).startSeconds()).isEqualTo(words.get(0).endSeconds());
        }
    }

    @Test
    void charactersAndConfidencesStay() {
        Transcript raw = new Transcript(List.of(word("a", 1, 2), word("b", 2.1, 3)), 0.7, -3);
        Transcript touching = raw.withTouchingWords();

        assertThat(touching.confidence()).isEqualTo(0.7);
        assertThat(touching.logProb()).isEqualTo(-3);
        for (int i = 0; i < 2; i++) {
            assertThat(touching.words().get(i).characters())
                    .isEqualTo(raw.words().get(i).characters());
            assertThat(touching.words().get(i).confidence()).isEqualTo(0.5);
        }
        assertThat(new Transcript(List.of(), 1, 0).withTouchingWords().words()).isEmpty();
    }
}
