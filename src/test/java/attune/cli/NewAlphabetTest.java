package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.SpeechModel;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An English model adapted to texts in Cyrillic; the clips are English digits, which the texts need not match. */
class NewAlphabetTest {
    private static final List<String> TEXTS = List.of("Ноль", "один", "два ёжа", "три");
    private static final String TABLE =
            Path.of("corpora", "sound-alike", "ru.tsv").toString();

    @TempDir
    static Path shared;

    private static String bundle;
    private static String manifest;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < TEXTS.size(); i++) {
            lines.add("{\"audio_filepath\": \"%s\", \"text\": \"%s\"}"
                    .formatted(digits.get(i).clip().audio().toAbsolutePath(), TEXTS.get(i)));
        }
        manifest = Files.write(shared.resolve("ru.jsonl"), lines).toString();
    }

    private static InProcess adapt(Path out, String dev, String... more) {
        List<String> arguments = new ArrayList<>(List.of("adapt", "-m", bundle, "--train", manifest, "--dev", dev));
        arguments.addAll(List.of("-o", out.toString(), "--epochs", "2", "--cache", "off"));
        arguments.addAll(List.of(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    @Test
    void textsInAnotherScriptAreRefusedUnlessAnAlphabetIsGiven() {
        InProcess run = adapt(shared.resolve("refused"), manifest);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).contains("ru.jsonl:1", "\"о\" (U+043E)", "--alphabet auto");
    }

    /** Or a rare letter in one dev clip would refuse the run, with the remedy that was given already. */
    @ParameterizedTest
    @ValueSource(strings = {"--no-lm", "--skip-bad"})
    void theAlphabetHasTheLettersOfAllClips(String option) throws IOException {
        Path dev = Files.writeString(
                shared.resolve("dev.jsonl"), Files.readString(Path.of(manifest)).replace("три", "въезд"));
        Path out = shared.resolve("all" + option);
        InProcess run = adapt(out, dev.toString(), "--alphabet", "auto", option);
        assertThat(run.code()).as(run.err()).isZero();
        var alphabet = SpeechModel.open(out.resolve("adapted.attune")).format().alphabet();
        assertThat(alphabet.labels()).contains("ъ", "з");
    }

    @Test
    void thePlanCountsWhatLabelsStartFrom() {
        InProcess run =
                InProcess.run("plan", "-m", bundle, "--alphabet", "auto", "--train", manifest, "--sound-alike", TABLE);
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("alphabet: 13 characters, the space and авджилнортьё")
                .contains("2 labels of the new output start from the source's weights, 11 from those of a"
                        + " similar-sounding label, 1 from the mean of all labels");
        assertThat(InProcess.run("plan", "-m", bundle, "--alphabet", "auto").err())
                .contains("--alphabet auto", "give --train MANIFEST");
    }

    /** The digits lack half of the alphabet, which costs nothing to keep and is what a language model is written in. */
    @Test
    void whereTheOldLettersSufficeTheAlphabetStays() throws IOException {
        Path digits = TinySpeech.manifest(shared.resolve("digits.jsonl"), TinySpeech.digits());
        InProcess run = InProcess.run("plan", "-m", bundle, "--alphabet", "auto", "--train", digits.toString());
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("29 labels of the new output start from the source's weights")
                .doesNotContain("alphabet:");
    }

    /** Numbers are spelled out in the language of the texts, not of the source. */
    @Test
    void theAdaptedModelHasTheLanguageOfItsTexts() throws IOException {
        List<String> lines = Files.readAllLines(Path.of(manifest));
        Path german = Files.writeString(
                shared.resolve("de.jsonl"),
                String.join("\n", lines).replace("Ноль", "5 Züge").replace("два ёжа", "zwölf"));
        Path out = shared.resolve("german");
        InProcess run = InProcess.quietly(
                "adapt",
                "-m",
                bundle,
                "--train",
                german.toString(),
                "--dev",
                german.toString(),
                "-o",
                out.toString(),
                "--epochs",
                "1",
                "--cache",
                "off",
                "--alphabet",
                "auto",
                "--language",
                "de");
        assertThat(run.code()).as(run.err() + run.out()).isZero();
        var format = SpeechModel.open(out.resolve("adapted.attune")).format();
        assertThat(format.normalizer()).isEqualTo("spoken-de");
        assertThat(format.alphabet().labels()).contains("f", "ü", "n").doesNotContain("5");
        assertThat(InProcess.run("adapt", "-m", bundle, "--train", manifest, "-o", out + "x", "--language", "tlh")
                        .err())
                .contains("--language: 'tlh' is no language whose numbers can be spelled out");
    }

    @Test
    void whatSoundsLikeOldLettersMustBeAmongTheNew() {
        assertThat(InProcess.run("plan", "-m", bundle, "--sound-alike", TABLE).err())
                .contains("ru.tsv: the new output has none of its labels", "give their --alphabet");
    }

    @Test
    void theAdaptedModelWritesTheNewLettersEverywhere() throws IOException {
        Path out = shared.resolve("run");
        InProcess run =
                adapt(out, manifest, "--alphabet", "auto", "--sound-alike", TABLE, "--train-layers", "two-stage:1");
        assertThat(run.code()).as(run.err()).isZero();
        String adapted = out.resolve("adapted.attune").toString();
        var alphabet = SpeechModel.open(Path.of(adapted)).format().alphabet();
        assertThat(String.join("", alphabet.labels())).isEqualTo(" авджилнортьё");

        InProcess evaluated = InProcess.run("evaluate", "-m", adapted, "--test", manifest);
        assertThat(evaluated.code()).as(evaluated.err()).isZero();
        Path words = Files.writeString(shared.resolve("hot.txt"), "ёж\n");
        InProcess heard = InProcess.run("transcribe", "-m", adapted, "--hot-words", words.toString(), manifest);
        assertThat(heard.code()).as(heard.err()).isZero();
        assertThat(heard.outLines()).hasSize(TEXTS.size());
        assertThat(heard.out().lines().map(line -> line.substring(line.indexOf('\t') + 1)))
                .allMatch(
                        text -> text.codePoints().mapToObj(Character::toString).allMatch(alphabet.labels()::contains));

        InProcess resumed = InProcess.run(
                "adapt", "-m", bundle, "--train", manifest, "--dev", manifest, "-o", out.toString(), "--resume");
        assertThat(resumed.code())
                .as("the run knows its alphabet: " + resumed.err())
                .isZero();
    }
}
