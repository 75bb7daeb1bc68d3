package attune.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class UserFaultTest {

    @Test
    void saysWhereThenWhatThenTheRemedy() {
        assertThat(new UserFault("train.jsonl:17", "has no text", "write what is said"))
                .hasMessage("train.jsonl:17: has no text; write what is said")
                .hasNoCause();
    }

    @Test
    void staysOnOneLineWhateverItQuotes() {
        // The line breaks of Unicode Technical Standard 18, section 1.6: what a terminal or a log may break at.
        String breaks = "a \n b\r\nc\rd\u0085e\u2028f\u2029g\u000Bh\fi\n\n\nj";
        assertThat(new UserFault("file", breaks, "mend it\n")).hasMessage("file: a b c d e f g h i j; mend it");
    }

    @Test
    void repeatsNoMoreThanAScreenOfAHostileFileAndNoControlCharacter() {
        String hostile = "\u001b[2Jx" + "y".repeat(10_000);
        assertThat(new UserFault("file", hostile, "mend it"))
                .message()
                .hasSizeLessThan(1100)
                .startsWith("file: ?[2Jxyyy")
                .endsWith("y…; mend it");
    }

    /** U+009B begins a command of the terminal, U+202E turns what follows around. */
    @Test
    void keepsTerminalsFromObeyingWhatItQuotes() {
        assertThat(new UserFault("file", "\u009b2Jgood\u202etxt", "mend it")).hasMessage("file: ?2Jgood?txt; mend it");
    }

    @Test
    void keepsItsCauseForTheLog() {
        IOException cause = new IOException("bad\nsector");
        assertThat(new UserFault("clip.wav", "bad\nsector", "copy it again", cause))
                .hasMessage("clip.wav: bad sector; copy it again")
                .hasCause(cause);
    }
}
