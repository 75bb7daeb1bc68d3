package attune.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AlignedTextTest {

    @Test
    void showsIdScoresAndThreeLines() {
        ScoredClip clip = ScoredClip.score("vm-17", "please press one now", "press once now sir");

        assertThat(AlignedText.of(clip, 80)).isEqualTo("""
                        id: (vm-17)
                        Scores: (#C #S #D #I) 2 1 1 1
                        REF:  please press one  now ***
                        HYP:  ****** press once now sir
                        Eval: D            S        I
                        """);
    }

    @Test
    void wrapsLongTextsBetweenWords() {
        assertThat(AlignedText.of(Alignment.ofWords("alpha beta gamma", "alpha beta delta"), 17))
                .isEqualTo("""
                        REF:  alpha beta
                        HYP:  alpha beta
                        Eval:

                        >> REF:  gamma
                        >> HYP:  delta
                        >> Eval: S
                        """);
    }

    @Test
    void aWordLongerThanTheLineStandsAlone() {
        assertThat(AlignedText.of(Alignment.ofWords("a incomprehensibilities b", "a b"), 12)
                        .lines())
                .filteredOn(line -> line.contains("REF"))
                .containsExactly("REF:  a", ">> REF:  incomprehensibilities", ">> REF:  b");
    }

    @Test
    void lettersKeepTheirCase() {
        assertThat(AlignedText.of(Alignment.ofWords("Bob", "bob"), 80)).contains("REF:  Bob\nHYP:  bob\nEval: S");
    }

    @Test
    void twoEmptyTextsGiveThreeEmptyLines() {
        assertThat(AlignedText.of(Alignment.ofWords("", ""), 80)).isEqualTo("REF:\nHYP:\nEval:\n");
    }
}
