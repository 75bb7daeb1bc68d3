package attune.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import attune.seed.RunSeed;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AlphabetTest {
    private final Alphabet english = Alphabet.english();

    @Test
    void englishHasTwentyNineOutputsWithTheBlankFirst() {
        assertThat(english.size()).isEqualTo(29);
        assertThat(english.blankIndex()).isZero();
        assertThat(english.encode(" 'az")).containsExactly(1, 2, 3, 28);
    }

    @Test
    void labelsAfterTheBlankMakeRoomForIt() {
        Alphabet blankInTheMiddle = new Alphabet(List.of("a", "b", "c"), 1);

        assertThat(blankInTheMiddle.encode("abc")).containsExactly(0, 2, 3);
        assertThat(blankInTheMiddle.decode(new int[] {3, 0, 2})).isEqualTo("cab");
    }

    @Test
    void theBlankMayBeLastAsInDeepSpeech() {
        assertThat(new Alphabet(List.of("a", "b"), 2).encode("ab")).containsExactly(0, 1);
    }

    @Test
    void charactersOutsideTheBasicPlaneAreOneLabel() {
        Alphabet gothic = new Alphabet(List.of("𐌰", "𐌱"), 0);

        assertThat(gothic.encode("𐌱𐌰")).containsExactly(2, 1);
        assertThat(gothic.decode(new int[] {2, 1})).isEqualTo("𐌱𐌰");
    }

    @Test
    void decodingUndoesEncodingWhereverTheBlankStands() {
        long seed = 20061;
        System.out.println("seed " + seed);
        List<String> labels = List.of("a", "б", "𐌰", " ", "é", "'");
        for (int blank = 0; blank <= labels.size(); blank++) {
            Alphabet alphabet = new Alphabet(labels, blank);
            SplittableRandom random = new RunSeed(seed).stream("text", blank);
            StringBuilder text = new StringBuilder();
            random.ints(500, 0, labels.size()).forEach(i -> text.append(labels.get(i)));

            assertThat(alphabet.encode(text.toString())).doesNotContain(blank).hasSize(500);
            assertThat(alphabet.decode(alphabet.encode(text.toString()))).isEqualTo(text.toString());
        }
    }

    @Test
    void everyUnknownCharacterIsCounted() {
        assertThat(english.unknown("5 cafés, 55 naïfs é"))
                .containsExactly(entry("5", 3), entry("é", 2), entry(",", 1), entry("ï", 1));
        assertThat(english.unknown("don't stop")).isEmpty();
    }

    @Test
    void encodingUnknownCharactersNamesAllOfThem() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> english.encode("été 😀"))
                .withMessage("not in the alphabet: \"é\" (U+00E9) 2 times, \"😀\" (U+1F600) once");
    }

    @Test
    void anEmptyMapIsDescribedByNothing() {
        assertThat(Alphabet.describe(Map.of())).isEmpty();
    }

    @Test
    void blankAndStrangeLabelsHaveNoText() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> english.decode(new int[] {3, 0}))
                .withMessageContaining("output 0 of 29");
        assertThatIllegalArgumentException().isThrownBy(() -> english.decode(new int[] {29}));
        assertThatIllegalArgumentException().isThrownBy(() -> english.decode(new int[] {-1}));
    }

    @Test
    void labelsMustBeSingleDifferentCodePoints() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Alphabet(List.of("ab"), 0));
        assertThatIllegalArgumentException().isThrownBy(() -> new Alphabet(List.of(""), 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Alphabet(List.of("a", "a"), 0))
                .withMessageContaining("listed twice");
    }

    @Test
    void theBlankMustBeAnOutput() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Alphabet(List.of("a"), 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Alphabet(List.of("a"), -1));
    }

    @Test
    void jsonKeepsLabelsAndBlank() throws JsonProcessingException {
        ObjectMapper json = new ObjectMapper();
        String written = json.writeValueAsString(new Alphabet(List.of("a", "'"), 2));

        assertThat(written).isEqualTo("{\"labels\":[\"a\",\"'\"],\"blankIndex\":2}");
        assertThat(json.readValue(written, Alphabet.class)).isEqualTo(new Alphabet(List.of("a", "'"), 2));
    }

    @Test
    void anAlphabetOfTextsHasTheSpaceAndTheirCharactersByCodePoint() {
        Alphabet alphabet = Alphabet.of(List.of("ёж", "да 𝄞"), true);
        assertThat(alphabet.labels()).containsExactly(" ", "а", "д", "ж", "ё", "𝄞");
        assertThat(alphabet.blankIndex()).isZero();
        assertThat(Alphabet.of(List.of("a"), false)).isEqualTo(new Alphabet(List.of(" ", "a"), 2));
    }
}
