package attune.transcripts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.decoding.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CuesTest {

    private static List<Cue> cues(Word... words) {
        return Cues.of(List.of(words));
    }

    private static String text(Cue cue) {
        return String.join(" ", cue.lines());
    }

    @Test
    void nothingSaidHasNoCues() {
        assertThat(cues()).isEmpty();
    }

    @Test
    void aPauseEndsACue() {
        assertThat(cues(Spoken.word("one", 0, 2), Spoken.word("two", 2.7, 3), Spoken.word("three", 3.9, 6)))
                .containsExactly(new Cue(0, 3, List.of("one two")), new Cue(3.9, 6, List.of("three")));
    }

    @Test
    void aLongTextIsTwoLinesOfAboutTheSameLength() {
        // Ten words of five letters: 59 characters.
        assertThat(cues(Spoken.steady(10, 0)))
                .singleElement()
                .satisfies(cue -> assertThat(cue.lines())
                        .containsExactly("abcde abcde abcde abcde abcde", "abcde abcde abcde abcde abcde"));
    }

    @Test
    void aFullCueEndsAtTheLongestPauseOfItsSecondHalf() {
        // Fourteen words fill two lines of 41 characters; a pause too short to end a cue stands before the tenth.
        List<Cue> cues = cues(Spoken.steady(20, 0.2, 9));
        assertThat(cues).hasSize(2);
        assertThat(text(cues.get(0)).split(" ")).hasSize(9);
        assertThat(text(cues.get(1)).split(" ")).hasSize(11);
    }

    @Test
    void withoutAnyPauseAFullCueIsAsFullAsItCanBe() {
        assertThat(cues(Spoken.steady(20, 0)).get(0).lines())
                .allSatisfy(line -> assertThat(line).hasSize(41));
    }

    @Test
    void aShortCueStaysAsLongAsItCanBeRead() {
        List<Cue> cues = cues(Spoken.word("yes", 1, 1.2), Spoken.word("no", 5, 5.2), Spoken.word("hm", 6.1, 6.2));
        assertThat(cues.get(0).endSeconds()).isEqualTo(2);
        assertThat(cues.get(1).endSeconds()).as("the next one comes before").isEqualTo(6);
        assertThat(cues.get(2).endSeconds()).isCloseTo(7.1, within(1e-9));
    }

    @Test
    void aWordTooLongForALineStandsAlone() {
        String endless = "a".repeat(50);
        List<Cue> cues = cues(Spoken.word("b", 0, 1), Spoken.word(endless, 1, 2), Spoken.word("c", 2, 3));
        assertThat(cues.stream().map(CuesTest::text)).containsExactly("b", endless, "c");
    }

    @Test
    void everyTranscriptFitsTheScreenAndLosesNoWord() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Word> words = new ArrayList<>();
            double at = 0;
            for (int i = 0; i < 80; i++) {
                at += random.nextInt(4) == 0 ? random.nextDouble(2) : 0;
                double end = at + random.nextDouble(0.05, 1.2);
                words.add(Spoken.word("x".repeat(random.nextInt(1, 15)), at, end));
                at = end;
            }
            List<Cue> cues = Cues.of(words);
            assertThat(cues.stream().map(CuesTest::text).collect(Collectors.joining(" ")))
                    .as("seed %d", seed)
                    .isEqualTo(words.stream().map(Word::text).collect(Collectors.joining(" ")));
            double before = 0;
            for (Cue cue : cues) {
                assertThat(cue.startSeconds()).as("seed %d", seed).isGreaterThanOrEqualTo(before);
                assertThat(cue.endSeconds() - cue.startSeconds()).isBetween(0.05, 7.0);
                assertThat(cue.lines()).hasSizeBetween(1, 2);
                assertThat(cue.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(42));
                before = cue.endSeconds();
            }
        }
    }
}
