package attune.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextChangesTest {
    private static TextChanges of(TextNormalizer normalizer, String... texts) {
        TextChanges changes = new TextChanges();
        for (String text : texts) {
            assertThat(normalizer.normalize(text, changes)).isEqualTo(normalizer.normalize(text));
        }
        return changes;
    }

    private static List<String> lines(TextChanges changes) {
        return changes.list().stream().map(TextChanges.Change::text).toList();
    }

    @Test
    void everyRuleIsCountedWithItsFirstExample() {
        TextChanges changes = of(
                TextNormalizer.spoken(Locale.ENGLISH),
                "Call 555-1234, or 24 others.",
                "It\u2019s $5.20 at 10:30 on May 3rd!",
                "Dr. No & the 3rd man, in 1984: 7 of 12");
        assertThat(lines(changes))
                .containsExactlyInAnyOrder(
                        "3 numbers (\"24\" as \"twenty four\")",
                        "1 numbers digit by digit (\"555-1234\" as \"five five five one two three four\")",
                        "1 money (\"$5.20\" as \"five dollars and twenty cents\")",
                        "1 times (\"10:30\" as \"ten thirty\")",
                        "2 dates (\"May 3rd\" as \"may third\")",
                        "1 ordinals (\"3rd\" as \"third\")",
                        "1 abbreviations (\"Dr.\" as \"doctor\")",
                        "1 signs (\"&\" as \"and\")",
                        "4 capitals",
                        "7 signs of punctuation left out",
                        "1 apostrophes made plain");
        assertThat(changes.list().get(0).rule())
                .as("words first, the most frequent of them")
                .isEqualTo(TextChanges.Rule.NUMBERS);
        assertThat(changes.ofWords()).contains("3 numbers").doesNotContain("capitals");
    }

    @Test
    void whatIsWrittenAsItIsSpokenIsNotChanged() {
        assertThat(of(TextNormalizer.spoken(Locale.ENGLISH), "it's ten o'clock", "")
                        .list())
                .isEmpty();
        assertThat(of(TextNormalizer.ENGLISH_BASIC, "24 hours").list())
                .as("digits stay without a language")
                .isEmpty();
    }

    @Test
    void otherLanguagesCountTheirNumbers() {
        assertThat(of(TextNormalizer.spoken(Locale.GERMAN), "um 24 Uhr\u00AD").list())
                .extracting(TextChanges.Change::text)
                .containsExactlyInAnyOrder(
                        "1 numbers (\"24\" as \"vierundzwanzig\")", "1 capitals", "1 invisible characters left out");
    }
}
