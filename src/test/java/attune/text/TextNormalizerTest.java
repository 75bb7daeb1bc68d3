package attune.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.seed.RunSeed;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TextNormalizerTest {
    private static final Set<Byte> WRITTEN = Set.of(
            Character.NON_SPACING_MARK,
            Character.ENCLOSING_MARK,
            Character.COMBINING_SPACING_MARK,
            Character.LETTER_NUMBER,
            Character.OTHER_NUMBER,
            Character.MATH_SYMBOL,
            Character.CURRENCY_SYMBOL,
            Character.MODIFIER_SYMBOL,
            Character.OTHER_SYMBOL);

    private final TextNormalizer normalizer = TextNormalizer.ENGLISH_BASIC;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Hello, World!               | hello world",
                "yes,no...maybe              | yes no maybe",
                "“Don’t,” she said.          | don't she said",
                "‘quoted’ and 'quoted'       | quoted and quoted",
                "rock ’n’ roll, rock'n'roll  | rock n roll rock'n'roll",
                "`tis the dogs´ o＇clock     | tis the dogs o'clock",
                "twenty-one – or—more‑or_less| twenty one or more or less",
                "U.S.A.                      | u s a",
                "¿Qué? ¡Sí!                  | qué sí",
                "50 % of $5 & #1 *           | 50 % of $5 & #1 *",
                "don''t                      | don t",
                "and/or (maybe) [sic]        | and or maybe sic",
            })
    void writesOneSpelling(String raw, String expected) {
        assertThat(normalizer.normalize(raw)).isEqualTo(expected);
    }

    @Test
    void spacesOfEveryKindCollapse() {
        assertThat(normalizer.normalize("\t a\u00A0\u2003b\r\n\u3000c\u0000d \u2028"))
                .isEqualTo("a b c d");
    }

    @Test
    void accentsAreComposedEvenAcrossInvisibleCharacters() {
        assertThat(normalizer.normalize("cafe\u0301 CAFE\u0301")).isEqualTo("café café");
        assertThat(normalizer.normalize("caf\u00ADe\u200D\u0301\uFEFF")).isEqualTo("café");
    }

    @Test
    void turkishHasTwoLettersI() {
        TextNormalizer turkish = TextNormalizer.spoken(Locale.forLanguageTag("tr"));
        assertThat(turkish.normalize("İstanbul IŞIK")).isEqualTo("istanbul ışık");
    }

    @Test
    void lowerCaseDoesNotDependOnTheMachinesLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(normalizer.normalize("TITLE")).isEqualTo("title");
        } finally {
            Locale.setDefault(before);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "...", "'", "\u200B\u2019-"})
    void nothingSpokenBecomesNothing(String raw) {
        assertThat(normalizer.normalize(raw)).isEmpty();
    }

    @Test
    void noLetterMarkDigitOrSymbolOfUnicodeIsDropped() {
        String apostrophesByUse = "\u02BC`\u00B4"; // letter or symbol by category
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            String character = Character.toString(c);
            String expected = nfc(nfc(character).toLowerCase(Locale.ROOT));
            if (isWritten(c) && !apostrophesByUse.contains(expected)) {
                assertThat(normalizer.normalize(character)).as("U+%04X", c).isEqualTo(expected);
            }
        }
    }

    @Test
    void twiceIsTheSameAsOnceForAnyText() {
        long seed = 151019;
        System.out.println("seed " + seed);
        for (int round = 0; round < 3000; round++) {
            SplittableRandom random = new RunSeed(seed).stream("text", round);
            String raw = randomText(random);
            String once = normalizer.normalize(raw);

            assertThat(normalizer.normalize(once))
                    .as("seed %d round %d", seed, round)
                    .isEqualTo(once);
            assertThat(Normalizer.isNormalized(once, Normalizer.Form.NFC))
                    .as("round %d is NFC", round)
                    .isTrue();
            assertThat(once).doesNotContain("  ").isEqualTo(once.strip());
        }
    }

    @Test
    void normalisersAreFoundByName() {
        assertThat(TextNormalizer.named("english-basic")).isSameAs(normalizer);
        assertThat(normalizer.name()).isEqualTo("english-basic");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextNormalizer.named("klingon"))
                .withMessageContaining("klingon")
                .withMessageContaining("english-basic");
    }

    private static String nfc(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static boolean isWritten(int c) {
        return Character.isLetterOrDigit(c) || WRITTEN.contains((byte) Character.getType(c));
    }

    /** Code points from all of Unicode, rich in those that interact: marks, apostrophes, format characters, halves. */
    private static String randomText(SplittableRandom random) {
        String lively = "aEiΣσ'’´`ʼ \u0301\u0307\u0327\u00AD\u200D\u0130\u212B\uD83D\uDE00\uDB40\uDC41.-5";
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i > 0; i--) {
            if (random.nextInt(3) > 0) {
                text.append(lively.charAt(random.nextInt(lively.length())));
            } else {
                int limit = random.nextBoolean() ? 0x3000 : Character.MAX_CODE_POINT + 1;
                text.appendCodePoint(random.nextInt(limit));
            }
        }
        return text.toString();
    }

    @Test
    void cyrillicIsComposedAndLoweredLikeLatin() {
        assertThat(TextNormalizer.ENGLISH_BASIC.normalize("«Чёрный И\u0306ОД» — да, ЕЩЁ!"))
                .isEqualTo("чёрный йод да ещё");
    }
}
