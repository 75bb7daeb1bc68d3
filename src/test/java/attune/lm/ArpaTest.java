package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArpaTest {
    /** As KenLM writes: tabs, zero back-offs spelled out, {@code <s>} with 0. */
    private static final String KENLM = """
            \\data\\
            ngram 1=5
            ngram 2=4

            \\1-grams:
            -0.9\t<unk>\t0
            0\t<s>\t-0.3
            -0.6\t</s>\t0
            -0.5\ta\t-0.2
            -0.7\tb\t-0.1

            \\2-grams:
            -0.2\t<s> a
            -0.4\ta b
            -0.3\tb </s>
            -0.8\ta a

            \\end\\
            """;

    @TempDir
    private Path folder;

    private NgramModel read(String text) throws IOException {
        return LanguageModels.open(Files.writeString(folder.resolve("model.arpa"), text));
    }

    private static double log10(NgramModel model, String history, String word) {
        int state = Corpora.state(model, history.isEmpty() ? List.of() : List.of(history.split(" ", -1)));
        return model.logProb(state, model.vocabulary().token(word)) / Math.log(10);
    }

    private static void holdsTheExample(NgramModel model) {
        Map<List<String>, Double> expected = Map.of(
                List.of("<s>", "a"), -0.2,
                List.of("a", "b"), -0.4,
                List.of("b", "</s>"), -0.3,
                List.of("b", "a"), -0.1 - 0.5,
                List.of("a", "</s>"), -0.2 - 0.6,
                List.of("<s>", "b"), -0.3 - 0.7,
                List.of("", "b"), -0.7);
        assertThat(model.order()).isEqualTo(2);
        expected.forEach((ngram, value) -> assertThat(log10(model, ngram.get(0), ngram.get(1)))
                .as("%s", ngram)
                .isCloseTo(value, within(1e-6)));
    }

    @Test
    void readsKenLmsDialect() throws IOException {
        NgramModel model = read(KENLM);
        holdsTheExample(model);
        assertThat(log10(model, "", "what")).isCloseTo(-0.9, within(1e-6));
    }

    @Test
    void readsSrilmsDialect() throws IOException {
        NgramModel model = read("""

                \\data\\
                ngram 1=4
                ngram 2=4

                \\1-grams:
                -0.6\t</s>
                -99\t<s>\t-0.3
                -0.5\ta\t-0.2
                -0.7\tb\t-0.1

                \\2-grams:
                -0.2\t<s> a
                -0.8\ta a
                -0.4\ta b
                -0.3\tb </s>

                \\end\\
                """);
        holdsTheExample(model);
        assertThat(log10(model, "", "what")).as("a missing <unk>").isCloseTo(-99, within(1e-4));
    }

    @Test
    void readsIrstlmsDialect() throws IOException {
        NgramModel model = read("""
                iARPA

                \\data\\
                ngram  1=         5
                ngram  2=         4


                \\1-grams:
                -1.2 <s> -0.3
                -0.5 a -0.2
                -0.7 b -0.1
                -0.6 </s>
                -0.9 <unk>
                \\2-grams:
                -0.3 b </s>
                -0.8 a a
                -0.4 a b
                -0.2 <s> a
                \\end\\
                """);
        holdsTheExample(model);
    }

    @Test
    void aByteOrderMarkAndWindowsLineEndsDoNoHarm() throws IOException {
        holdsTheExample(read("\uFEFF" + KENLM.replace("\n", "\r\n")));
    }

    @Test
    void anUnprunedHistoryWithoutItsSuffixIsKept() throws IOException {
        NgramModel model = read(Corpora.WITHOUT_A_SUFFIX);
        assertThat(log10(model, "a b", "c")).isCloseTo(-0.3, within(1e-6));
        assertThat(log10(model, "a b", "a")).isCloseTo(-0.05 - 0.1 - 0.5, within(1e-6));
        assertThat(log10(model, "c a", "b")).isCloseTo(-0.4, within(1e-6));
    }

    @ParameterizedTest
    @ValueSource(strings = {"model.arpa", "model.arpa.gz"})
    void whatIsWrittenReadsTheSame(String name) throws IOException {
        EstimatedModel estimated = Corpora.model(Corpora.random(7, 60, 6), 4, 0, 0, 1);
        Path file = folder.resolve(name);
        estimated.write(file);
        NgramModel read = LanguageModels.open(file);
        assertThat(read.order()).isEqualTo(4);
        for (List<String> history : Corpora.histories(read, 2)) {
            int state = Corpora.state(read, history);
            int before = Corpora.state(estimated.model(), history);
            for (int token = 0; token < read.vocabulary().size(); token++) {
                assertThat(read.logProb(state, token))
                        .isCloseTo(estimated.model().logProb(before, token), within(1e-5));
            }
        }
    }

    @Test
    void aCharacterModelStaysOne() throws IOException {
        TrainingTexts texts = new TrainingTexts(TokenKind.CHARACTERS);
        texts.add("text", List.of("a b", "ab").stream());
        Path file = folder.resolve("characters.arpa");
        Corpora.builder(3, 0).pooled(texts).write(file);
        assertThat(Files.readString(file)).contains("<space> b");
        assertThat(LanguageModels.open(file).kind()).isEqualTo(TokenKind.CHARACTERS);
    }

    /** Each spoils the good file in one place; the line it must be found at and a word of the message. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -0.4\\ta b       | NaN\\ta b             | 14 | finite
                    -0.4\\ta b       | x\\ta b               | 14 | number
                    -0.4\\ta b       | 0.4\\ta b             | 14 | above 0
                    -0.4\\ta b       | -0.4\\ta              | 14 | fields
                    -0.4\\ta b       | -0.4\\ta b c d        | 14 | fields
                    -0.4\\ta b       | -0.4\\tzebra b        | 14 | 1-grams
                    -0.4\\ta b       | -0.4\\ta zebra        | 14 | 1-grams
                    -0.8\\ta a       | -0.4\\ta b            | 16 | line 14
                    -0.7\\tb\\t-0.1  | -0.7\\ta\\t-0.1       | 10 | line 9
                    -0.7\\tb\\t-0.1  | -0.7\\tb\\t-Infinity  | 10 | finite
                    ngram 2=4        | ngram 2=5             | 18 | counts 5
                    ngram 2=4        | ngram 2=3             | 18 | counts 3
                    ngram 1=5        | ngram 1=4000000000    | 12 | counts 4000000000
                    ngram 2=4        | ngram 3=4             | 3  | 2-grams are expected
                    ngram 1=5        | n-gram 1=5            | 2  | is expected
                    \\\\2-grams:     | \\\\3-grams:          | 12 | is expected
                    \\\\end\\\\      | \\\\fin\\\\           | 18 | is expected
                    \\\\end\\\\      | ''                    | 18 | ends before
                    \\\\data\\\\     | \\\\date\\\\          | 18 | not an ARPA
                    """)
    void aSpoiltFileIsRefusedByItsLine(String good, String bad, int line, String word) {
        String spoilt = KENLM.replace(escaped(good), escaped(bad));
        assertThat(spoilt).isNotEqualTo(KENLM);
        assertThatThrownBy(() -> read(spoilt))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("model.arpa:" + line + ": ")
                .hasMessageContaining(word);
    }

    private static String escaped(String cell) {
        return cell.replace("\\t", "\t").replace("\\\\", "\\");
    }

    @Test
    void anNgramWithoutItsHistoryIsRefusedByItsLine() {
        String text = """
                \\data\\
                ngram 1=4
                ngram 2=1
                ngram 3=1
                \\1-grams:
                -0.6 </s>
                -0.5 a
                -0.7 b
                -0.9 c
                \\2-grams:
                -0.4 a b
                \\3-grams:
                -0.3 b a c
                \\end\\
                """;
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("model.arpa:13: the history of this n-gram, 'b a', is not among the 2-grams");
    }

    @Test
    void everyTruncationIsRefused() {
        for (int length = 0; length < KENLM.length() - 2; length++) {
            String cut = KENLM.substring(0, length);
            assertThatThrownBy(() -> read(cut)).as("cut after %d", length).isInstanceOf(UserFault.class);
        }
    }

    @Test
    void everyTruncationOfAZippedFileIsRefused() throws IOException {
        Path file = folder.resolve("model.arpa.gz");
        Corpora.model(List.of("a b", "b a c"), 2, 0).write(file);
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> LanguageModels.open(file))
                    .as("cut after %d", length)
                    .isInstanceOf(UserFault.class);
        }
    }

    @Test
    void whatIsNoTextIsRefused() throws IOException {
        Path file = Files.write(folder.resolve("model.arpa"), new byte[] {1, 2, 0, 3, (byte) 0xFF});
        assertThatThrownBy(() -> LanguageModels.open(file)).isInstanceOf(UserFault.class);
        assertThatThrownBy(() -> LanguageModels.open(folder)).isInstanceOf(UserFault.class);
        assertThatThrownBy(() -> LanguageModels.open(folder.resolve("none.arpa")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("no such file");
    }

    @Test
    void aNameWithoutAFormatIsRefused() {
        assertThatThrownBy(() -> LanguageModels.checkName(Path.of("model.bin")))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(".lm");
    }
}
