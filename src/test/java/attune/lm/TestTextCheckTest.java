package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestTextCheckTest {
    private static final String LONG =
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen";

    private final TestTextCheck check = new TestTextCheck(List.of("please press one now", "thank you", LONG));

    @Test
    void aSentenceOfFourWordsIsFound() {
        check.see("text", "please press one now");
        check.see("other", "please press one now");
        assertThat(check.count()).isEqualTo(1);
        assertThat(check.transcripts()).isEqualTo(3);
        assertThat(check.first()).contains(new TestTextCheck.Example("text", "please press one now"));
    }

    @Test
    void shortSentencesAndShortStretchesAreEverybodys() {
        check.see("text", "thank you");
        check.see("text", "please press one now or hold the line");
        check.see("text", "zero " + LONG.substring(0, LONG.indexOf(" fourteen")) + " and so on");
        assertThat(check.count()).isZero();
        assertThat(check.first()).isEmpty();
    }

    @Test
    void fourteenWordsInARowAreFoundAnywhere() {
        check.see("text", "so count with me " + LONG.substring(4) + " and so on");
        assertThat(check.count()).isEqualTo(1);
        assertThat(check.first().orElseThrow().words()).startsWith("two three").endsWith("fifteen");
    }
}
