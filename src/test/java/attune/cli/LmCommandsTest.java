package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code attune lm}: what it prints and writes, and what it refuses. */
class LmCommandsTest {
    @TempDir
    private Path folder;

    private String domain = "";
    private String general = "";

    @BeforeEach
    void texts() throws IOException {
        domain = write("domain.txt", "Press one, now!", "press two now", "", "press the pound key");
        general = write("general.txt", "<s> the dog sees the cat </s>", "a cat sat on the key", "one dog and two cats");
    }

    private String write(String name, String... lines) throws IOException {
        return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n")
                .toString();
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private static InProcess done(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    private static InProcess build(String... arguments) {
        List<String> all = new ArrayList<>(List.of("lm", "build"));
        all.addAll(List.of(arguments));
        return InProcess.run(all.toArray(String[]::new));
    }

    @Test
    void textsWithoutWeightsAreOneText() {
        InProcess run = done("lm", "build", domain, general, "-o", path("joint.lm"), "--order", "2");
        assertThat(run.outLines()).containsExactly(path("joint.lm"));
        assertThat(run.errLines())
                .last()
                .asString()
                .startsWith("order 2, 18 1-grams, 28 2-grams, from 26 words in 6 sentences");
    }

    /** A speech model that spells numbers out cannot use a word with digits. */
    @Test
    void numbersAreSpelledOutInTheLanguageOfTheTexts() throws IOException {
        String digits = write("digits.txt", "press 1 for sales", "$5.20 at 10:30");
        String words = write("words.txt", "press one for sales", "five dollars and twenty cents at ten thirty");
        String test = write("test.txt", "press 1");
        done("lm", "build", digits, "-o", path("spelled.arpa"), "--language", "en");
        done("lm", "build", words, "-o", path("words.arpa"));
        assertThat(Files.readString(folder.resolve("spelled.arpa")))
                .isEqualTo(Files.readString(folder.resolve("words.arpa")));
        assertThat(done("lm", "perplexity", "-m", path("spelled.arpa"), test).out())
                .contains("1 unknown");
        assertThat(done("lm", "perplexity", "-m", path("spelled.arpa"), test, "--language", "en")
                        .out())
                .contains("0 unknown");
        assertThat(build(digits, "-o", path("x.arpa"), "--language", "klingon").err())
                .contains("--language: 'klingon' is no language");
    }

    @Test
    void everyFormatGivesTheSamePerplexity() throws IOException {
        String test = write("test.txt", "press the key", "THE CAT sat on a zebra");
        List<String> results = new ArrayList<>();
        for (String name : List.of("m.arpa", "m.arpa.gz", "m.lm")) {
            done("lm", "build", domain + ":0.7", general + ":0.3", "-o", path(name));
            results.add(done("lm", "perplexity", "-m", path(name), test).out());
        }
        assertThat(results).containsOnly(results.get(0));
        assertThat(results.get(0))
                .startsWith("perplexity ")
                .contains("2 sentences, 11 tokens with their ends, 1 unknown");
        JsonNode json = new ObjectMapper()
                .readTree(done("lm", "perplexity", "-m", path("m.lm"), "--format", "json", test)
                        .out());
        assertThat(json.get("tokens").asInt()).isEqualTo(11);
        assertThat(json.get("perplexity").asDouble()).isGreaterThan(1);
    }

    @Test
    void aDevTextWeighsTheTextsAndMeasuresTheModel() throws IOException {
        String dev = write("dev.txt", "press one now", "press two");
        InProcess run = done("lm", "build", general, domain, "--dev", dev, "-o", path("tuned.lm"));
        List<String> told = run.errLines().stream()
                .dropWhile(line -> !line.startsWith("order "))
                .toList();
        assertThat(told)
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("order 3"),
                        line -> assertThat(line).matches("weight 0\\.[0-4]\\d* *: " + general),
                        line -> assertThat(line).matches("weight (0\\.[5-9]|1\\.)\\d*: " + domain),
                        line -> assertThat(line).startsWith(dev + ": perplexity "));
    }

    @Test
    void aManifestGivesItsTranscripts() throws IOException {
        Path manifest = TinySpeech.manifest(
                folder.resolve("train.jsonl"), TinySpeech.digits().subList(0, 10));
        InProcess run = done("lm", "build", manifest.toString(), "-o", path("digits.arpa"), "--order", "1");
        assertThat(run.err()).contains("from 10 words in 10 sentences");
        assertThat(Files.readString(folder.resolve("digits.arpa"))).contains("\tseven\n");
    }

    /** Be it a model or, by mistake, one of the texts. */
    @Test
    void whatExistsIsNotOverwritten() throws IOException {
        String text = Files.move(Path.of(domain), folder.resolve("text.arpa")).toString();
        String content = Files.readString(Path.of(text));
        InProcess run = build(text, "-o", text);
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.err()).contains(text + ": already exists; give another name, or remove it");
        assertThat(Path.of(text)).hasContent(content);
    }

    @Test
    void charactersAreCountedOnRequest() throws IOException {
        InProcess run = done("lm", "build", domain, "--characters", "--order", "4", "-o", path("characters.arpa"));
        assertThat(run.err()).contains("characters in 3 sentences");
        assertThat(Files.readString(folder.resolve("characters.arpa"))).contains("s <space>");
    }

    @Test
    void testTranscriptsAreRefusedUnlessAllowed() throws IOException {
        Path test = TinySpeech.manifest(
                folder.resolve("test.jsonl"),
                TinySpeech.digits().stream()
                        .limit(3)
                        .map(digit -> digit.withText("Press the pound key."))
                        .toList());
        InProcess refused = build(domain, "--exclude", test.toString(), "-o", path("model.lm"));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.errLines()).hasSize(1);
        assertThat(refused.err())
                .contains("1 of 3 test transcripts", "domain.txt: \"press the pound key\"", "--allow-test-text");
        assertThat(folder.resolve("model.lm")).doesNotExist();

        InProcess allowed = build(domain, "--exclude", test.toString(), "--allow-test-text", "-o", path("model.lm"));
        assertThat(allowed.code()).isZero();
        assertThat(allowed.errLines().get(0)).startsWith("attune: warning: ").contains("are meaningless");

        assertThat(build(general, "--exclude", test.toString(), "-o", path("other.lm"))
                        .code())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    -o m.lm --order 6              | --order: '6' is not from 1 to 5
                    -o m.lm --prune 1              | --prune: '[1]'
                    -o m.lm --prune 0,2,1          | --prune: '[0, 2, 1]'
                    -o m.lm --prune 0,0,0,1        | --prune: '[0, 0, 0, 1]'
                    -o m.lm --vocabulary 0         | --vocabulary: '0'
                    -o m.bin                       | m.bin: the name does not say
                    -o m.lm --dev none.txt         | none.txt: no such file
                    -o m.lm --exclude none.jsonl   | none.jsonl: no such file
                    """)
    void wrongSettingsAreRefusedInOneLine(String options, String message) {
        List<String> arguments = new ArrayList<>(List.of(domain));
        for (String option : options.split(" ", -1)) {
            arguments.add(option.contains(".") ? path(option) : option);
        }
        InProcess run = build(arguments.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).startsWith("attune: ").contains(message);
    }

    @Test
    void wrongTextsAreRefusedInOneLine() throws IOException {
        String empty = write("empty.txt", "", "...");
        Path sound = Files.write(folder.resolve("sound.txt"), new byte[] {'a', '\n', 'R', 0, (byte) 0xFE});
        for (String text :
                List.of(path("none.txt"), domain + ":0", domain + ":-1", empty, sound.toString(), domain + ":x")) {
            InProcess run = build(text, "-o", path("m.lm"));
            assertThat(run.code()).as("%s: %s", text, run.err()).isEqualTo(2);
            assertThat(run.errLines()).hasSize(1);
        }
        assertThat(build(sound.toString(), "-o", path("m.lm")).err()).contains("sound.txt:2: is not text in UTF-8");
        String replaced = write("replaced.txt", "this had a \uFFFD letter that was lost before");
        assertThat(build(replaced, "-o", path("m.lm")).code()).isZero();
        assertThat(InProcess.run("lm", "perplexity", "-m", domain, general).err())
                .contains("it is not an ARPA language model");
        assertThat(InProcess.run("lm").code()).isEqualTo(2);
    }

    @Test
    void aSingleSentenceIsCountedInTheSingular() throws IOException {
        String text = write("one.txt", "all is well here");
        assertThat(done("lm", "build", text, "-o", path("one.lm"), "--order", "1")
                        .err())
                .contains("from 4 words in 1 sentence")
                .doesNotContain("sentences");
    }
}
