package attune.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpellingTest {
    private static final Alphabet ENGLISH = Alphabet.of(List.of("abcdefghijklmnopqrstuvwxyz '"), true);

    @Test
    void lettersOfOtherAlphabetsAreWrittenInLatinWithoutAccents() {
        assertThat(Spelling.of("é", ENGLISH)).contains("e");
        assertThat(Spelling.of("ß", ENGLISH)).contains("ss");
        assertThat(Spelling.of("ж", ENGLISH)).contains("z");
    }

    @Test
    void signsAreReadAloud() {
        assertThat(Spelling.of("&", ENGLISH)).contains("and");
    }

    @Test
    void whatTheAlphabetCannotWriteIsNotSuggested() {
        assertThat(Spelling.of("7", ENGLISH)).isEmpty();
        assertThat(Spelling.of("é", Alphabet.of(List.of("xyz"), true))).isEmpty();
    }

    @Test
    void suggestionsFollowAMessage() {
        assertThat(Spelling.suggestions(List.of("é", "7", "&"), ENGLISH))
                .isEqualTo("; \"é\" could be \"e\", \"&\" could be \"and\"");
        assertThat(Spelling.suggestions(List.of("7"), ENGLISH)).isEmpty();
    }
}
