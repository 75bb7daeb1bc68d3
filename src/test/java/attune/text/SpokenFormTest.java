package attune.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import attune.seed.RunSeed;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpokenFormTest {
    private final TextNormalizer english = TextNormalizer.spoken(Locale.ENGLISH);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "press 1 for sales & 2 for help  | press one for sales and two for help",
                "1,234,567 of 100000             | one million two hundred thirty four thousand five hundred sixty seven of one hundred thousand",
                "3.14, 0.5 and 12.0              | three point one four zero point five and twelve point zero",
                "0.05, 99.01% and 1,000.05       | zero point zero five ninety nine point zero one percent and one thousand point zero five",
                "1,000 of 20,007                 | one thousand of twenty thousand seven",
                "1,00,000 or 12,34               | one zero zero zero zero zero or twelve thirty four",
                "agent 007, code 0420            | agent zero zero seven code zero four two zero",
                "This is agent 007.              | this is agent zero zero seven",
                "$5.20, $1, £3.01, €20           | five dollars and twenty cents one dollar three pounds and one penny twenty euros",
                "$3.5 million, £2 billion        | three point five million dollars two billion pounds",
                "10:30 am, 10:05, 9:00, 7 p.m.   | ten thirty a m ten oh five nine o'clock seven p m",
                "May 3rd, 1984                   | may third nineteen eighty four",
                "12 March 2024                   | twelfth march twenty twenty four",
                "step 2 may fail, 5 march on     | step two may fail five march on",
                "you may need 2000, 2 MARCH      | you may need two thousand second march",
                "in 10 ms. Ms. Roe, in 2 Ms. Roe | in ten ms miss roe in two miss roe",
                "in 1999 there were 1999         | in nineteen ninety nine there were one thousand nine hundred ninety nine",
                "the 1990s                       | the nineteen nineties",
                "the 1st, 22nd and 103rd         | the first twenty second and one hundred third",
                "555-1234, 1-800-555-1234        | five five five one two three four one eight zero zero five five five one two three four",
                "50% of 20°                      | fifty percent of twenty degrees",
                "Dr. Who vs. Mr. Jones, etc.     | doctor who versus mister jones et cetera",
                "No. 5 at 10.0.0.1               | number five at ten dot zero dot zero dot one",
                "No. 12, no. 1,200, No.10        | number twelve number one thousand two hundred number ten",
                "9:00am, 10:05pm, 11:30a.m.      | nine a m ten oh five p m eleven thirty a m",
                "x2y, room 101b                  | x two y room one hundred one b",
                "no change. at all               | no change at all",
                "12345678901234567890            | one two three four five six seven eight nine zero one two three four five six seven eight nine zero",
            })
    void readsAloud(String written, String spoken) {
        assertThat(english.normalize(written)).isEqualTo(spoken);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "de | 345, 3,5 und 007 | dreihundertfünfundvierzig drei komma fünf und null null sieben",
                "de | 1.000 Euro und 2.500.000 | eintausend euro und zwei millionen fünfhunderttausend",
                "de | 1.234,56 Euro, 2,50 und 2,00 | eintausendzweihundertvierunddreißig komma fünf sechs euro zwei komma fünf null und zwei komma null null",
                "de | 1.5.2024, 1.500.00 | eins fünf zweitausendvierundzwanzig eins fünfhundert null null",
                "de-CH | 1'500.5, 1’500, 10’000.05 | eintausendfünfhundert komma fünf eintausendfünfhundert zehntausend komma null fünf",
                "pt-BR | 1.500,00 | mil e quinhentos vírgula zero zero",
                "it | 10.000 | diecimila",
                "ja | 1,000 | 千",
                "fr | 85 et 3,5        | quatre vingt cinq et trois virgule cinq",
                "fr | 10 000 euros, 2 500,50 | dix mille euros deux mille cinq cents virgule cinq zéro",
                "fr | 10 20, 06 12 345 678 | dix vingt zéro six douze trois cent quarante cinq six cent soixante dix huit",
                "ja | 3.14, 2.50 | 三 一四 二 五〇",
                "ru | 2,50 | две целых пять десятых",
                "es | 45               | cuarenta y cinco",
                "ru | 21               | двадцать один",
            })
    void otherLanguagesSpellTheirNumbers(String language, String written, String spoken) {
        assertThat(TextNormalizer.spoken(Locale.forLanguageTag(language)).normalize(written))
                .isEqualTo(spoken);
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\u00A0", "\u2009", "\u202F"})
    void everySpaceMayStandBetweenThousands(String space) {
        assertThat(TextNormalizer.spoken(Locale.FRENCH).normalize("2" + space + "000" + space + "000"))
                .isEqualTo("deux millions");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hi | 150000  | १५०००० | 1,50,000 | १,५०,०००",
                "hi | 1234567 | १२३४५६७ | 12,34,567 | १२,३४,५६७",
                "fa | 1234    | ۱۲۳۴ | ۱٬۲۳۴ | ۱٬۲۳۴",
                "ar | 3       | ٣ | ٣ | ٣",
            })
    void digitsOfOtherScriptsAndTheirGroupsAreNumbers(
            String language, String plain, String own, String grouped, String ownGrouped) {
        TextNormalizer normalizer = TextNormalizer.spoken(Locale.forLanguageTag(language));
        assertThat(normalizer.normalize(plain)).doesNotContainPattern("\\p{Nd}");
        assertThat(List.of(own, grouped, ownGrouped))
                .extracting(normalizer::normalize)
                .containsOnly(normalizer.normalize(plain));
    }

    @Test
    void theNameIsKeptWithAModel() {
        assertThat(english.name()).isEqualTo("spoken-en");
        assertThat(TextNormalizer.named("spoken-de").normalize("7")).isEqualTo("sieben");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TextNormalizer.named("spoken-"))
                .withMessageContaining("spoken-en");
    }

    /** Whatever stands around numbers: no digit is left, and a second time nothing changes. */
    @Test
    void noDigitIsLeft() {
        long seed = 77;
        System.out.println("seed " + seed);
        String pieces = "0123456789..,,::$£%-  aépm thst";
        for (int round = 0; round < 2000; round++) {
            SplittableRandom random = new RunSeed(seed).stream("text", round);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i > 0; i--) {
                text.append(pieces.charAt(random.nextInt(pieces.length())));
            }
            String spoken = english.normalize(text.toString());
            assertThat(spoken).as("%s", text).doesNotContainPattern("\\d");
            assertThat(english.normalize(spoken)).as("%s", text).isEqualTo(spoken);
        }
    }
}
