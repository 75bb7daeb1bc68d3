package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import attune.corpus.Utterance;
import attune.speech.BundleEdits;
import attune.speech.DecodingSettings;
import attune.speech.SpeechModel;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands with a language model. The network is untrained, so its transcripts are nonsense, but the same every time.
 */
class LanguageModelCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle = "";
    private static String languageModel = "";
    private static String manifest = "";
    private static String other = "";
    private static String tuned = "";
    private static InProcess tuning = new InProcess(-1, "", "");

    @TempDir
    Path folder;

    @BeforeAll
    static void tune() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 3).toString();
        TinyLanguage.digits(shared);
        languageModel = shared.resolve(TinyLanguage.FILE).toString();
        List<Utterance> digits = TinySpeech.digits();
        manifest = TinySpeech.manifest(shared.resolve("digits.jsonl"), digits.subList(0, 4))
                .toString();
        other = TinySpeech.manifest(shared.resolve("others.jsonl"), digits.subList(4, 8))
                .toString();
        tuned = shared.resolve("tuned.attune").toString();
        tuning = InProcess.run(
                "lm", "tune", "-m", bundle, "--lm", languageModel, "--dev", manifest, "--cache", "off", "-o", tuned);
    }

    private static InProcess done(Object... arguments) {
        List<String> all = new ArrayList<>();
        for (Object argument : arguments) {
            all.add(argument.toString());
        }
        InProcess run = InProcess.run(all.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        return run;
    }

    @Test
    void tuningComparesWithGreedyDecoding() {
        assertThat(tuning.code()).as(tuning.err()).isZero();
        assertThat(tuning.outLines())
                .satisfiesExactly(
                        line -> assertThat(line).matches("on dev +WER +CER"),
                        line -> assertThat(line).startsWith("greedy, no language model "),
                        line -> assertThat(line).startsWith("with the language model "),
                        line -> assertThat(line).contains("the best of", "--format json"));
        // An untrained network's letters make no words, which a language model then guesses.
        assertThat(tuning.errLines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("warning: the language model makes the dev clips worse (dev WER"),
                        line -> assertThat(line).isEqualTo(tuned + ": written"));
    }

    @Test
    void tuningReplacesNoOtherFile() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.txt"), "hours of work");
        InProcess refused = InProcess.run(
                "lm", "tune", "-m", bundle, "--lm", languageModel, "--dev", manifest, "-o", texts.toString());
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.errLines()).singleElement().asString().contains("already exists");
        assertThat(texts).hasContent("hours of work");
    }

    @Test
    void tuningMayReplaceTheModelItself() throws IOException {
        Path own = Files.copy(Path.of(tuned), folder.resolve("own.attune"));
        done("lm", "tune", "-m", own, "--dev", manifest, "--cache", "off", "-o", own);
        assertThat(SpeechModel.open(own).metadata().provenance())
                .hasSize(
                        SpeechModel.open(Path.of(tuned)).metadata().provenance().size() + 1);
    }

    @Test
    void theTunedBundleCarriesTheModelAndTellsOfIt() throws IOException {
        assertThat(BundleEdits.entry(Path.of(tuned), "language.lm"))
                .isEqualTo(Files.readAllBytes(Path.of(languageModel)));
        assertThat(SpeechModel.open(Path.of(tuned)).metadata().provenance())
                .singleElement()
                .satisfies(step -> assertThat(step.command()).startsWith("attune lm tune"))
                .satisfies(step -> assertThat(step.parentSha256()).isNotNull());
        assertThat(BundleEdits.entry(Path.of(tuned), "weights.safetensors"))
                .isEqualTo(BundleEdits.entry(Path.of(bundle), "weights.safetensors"));
        assertThat(done("inspect", tuned).out()).contains("language model");
    }

    @Test
    void aTunedBundleCanBeTunedAgainWithoutAFile() throws IOException {
        JsonNode report =
                JSON.readTree(done("lm", "tune", "-m", tuned, "--dev", manifest, "--cache", "off", "--format", "json")
                        .out());
        assertThat(report.get("widths")).hasSize(4);
        assertThat(report.get("best").get("wordErrorRate").isNumber()).isTrue();
    }

    @Test
    void transcribingUsesTheBundlesModelUnlessToldNotTo() {
        InProcess usual = done("transcribe", "-m", tuned, manifest);
        assertThat(done("transcribe", "-m", tuned, "--lm", languageModel, manifest)
                        .out())
                .isEqualTo(usual.out());
        InProcess greedy = done("transcribe", "-m", bundle, manifest);
        assertThat(done("transcribe", "-m", tuned, "--greedy", manifest).out()).isEqualTo(greedy.out());
        assertThat(usual.out()).isNotEqualTo(greedy.out());
    }

    @Test
    void evaluatingDoesTheSame() throws IOException {
        JsonNode greedy = JSON.readTree(done("evaluate", "-m", tuned, "--test", other, "--greedy", "--format", "json")
                .out());
        JsonNode bare = JSON.readTree(done("evaluate", "-m", bundle, "--test", other, "--format", "json")
                .out());
        ((ObjectNode) bare.get(0)).put("model", tuned);
        for (JsonNode evaluation : List.of(greedy.get(0), bare.get(0))) {
            for (JsonNode clip : evaluation.get("perClip")) {
                ((ObjectNode) clip).remove("confidence"); // of which only the tuned ones are calibrated
            }
        }
        assertThat(greedy).isEqualTo(bare);
        assertThat(done("evaluate", "-m", tuned, "--test", other, "--lm", languageModel)
                        .out())
                .isEqualTo(done("evaluate", "-m", tuned, "--test", other).out());
    }

    @Test
    void aBeamOfOneAndHotWordsDoWithoutALanguageModel() throws IOException {
        Path words = Files.writeString(folder.resolve("names.txt"), "waldo:5\n");
        assertThat(done("transcribe", "-m", bundle, "--beam", 1, manifest).outLines())
                .hasSize(4);
        InProcess hot = done("transcribe", "-m", bundle, "--hot-words", words, manifest);
        assertThat(hot.out()).contains("waldo");
    }

    @Test
    void theNBestListBeginsWithTheTranscriptAndFalls() throws IOException {
        InProcess run = done("transcribe", "-m", tuned, "--format", "json", "--n-best", 4, manifest);
        for (String line : run.outLines()) {
            JsonNode json = JSON.readTree(line);
            JsonNode hypotheses = json.get("hypotheses");
            assertThat(hypotheses).hasSizeBetween(2, 4);
            assertThat(hypotheses.get(0).get("text")).isEqualTo(json.get("text"));
            List<Double> scores = new ArrayList<>();
            hypotheses.forEach(one -> scores.add(one.get("acousticLogProb").asDouble()
                    + one.get("languageScore").asDouble()));
            assertThat(scores).isSortedAccordingTo(Comparator.reverseOrder());
        }
        assertThat(done("transcribe", "-m", tuned, "--format", "json", manifest).out())
                .doesNotContain("hypotheses");
    }

    @Test
    void theLadderHasTheRungsThatApply() throws IOException {
        Path words = Files.writeString(folder.resolve("names.txt"), "waldo:2\n");
        Object[] ladder = {"evaluate", "--ladder", "-m", bundle, "-m", tuned, "--test", other, "--cache", "off"};
        InProcess text = done(with(ladder, "--hot-words", words, "--dev", manifest));
        assertThat(text.outLines().get(0)).contains("WER", "95 % interval", "against below", " p");
        List<String> names = List.of("source ", "source + hot words", "source + LM", "adapted ", "adapted + LM");
        for (int i = 0; i < names.size(); i++) {
            assertThat(text.outLines().get(i + 1)).startsWith(names.get(i));
        }
        assertThat(text.out()).contains("normalised by english-basic", "adapted + LM: beam width 100, weight ");

        JsonNode rungs =
                JSON.readTree(done(with(ladder, "--format", "json")).out()).get("rungs");
        assertThat(rungs)
                .extracting(rung -> rung.get("name").asText())
                .containsExactly("source", "source + language model", "adapted", "adapted + language model");
        // The adapted bundle is the source with a language model, so greedily both are the same.
        assertThat(rungs.get(2).get("wer")).isEqualTo(rungs.get(0).get("wer"));
        assertThat(rungs.get(3).get("wer")).isEqualTo(rungs.get(1).get("wer"));
        assertThat(rungs.get(0).get("againstBelow").isNull()).isTrue();
        assertThat(rungs.get(3).get("rawWer")).isEqualTo(rungs.get(3).get("wer"));
    }

    @Test
    void adaptingBuildsTunesAndStoresAModelAndResumingToo() throws IOException {
        Path text = Files.writeString(folder.resolve("domain.txt"), "press seven\nfour five six seven\neight nine\n");
        Path test = TinySpeech.manifest(
                folder.resolve("test.jsonl"), List.of(TinySpeech.digits().get(5).withText("four five six seven")));
        Path run = folder.resolve("run");
        Object[] adapt = adapt(bundle, run);
        InProcess adapted = done(with(adapt, "--lm", text, "--test", test));
        assertThat(adapted.err())
                .contains(
                        "domain.txt: 1 sentences are also in test or dev",
                        " training transcripts",
                        "language model: weight ");
        Path result = run.resolve("adapted.attune");
        byte[] model = BundleEdits.entry(result, "language.lm");
        var language = SpeechModel.open(result).language().orElseThrow();
        assertThat(List.of("press", "seven", "eight", "zero"))
                .allSatisfy(word -> assertThat(language.model().vocabulary().token(word))
                        .isNotEqualTo(language.model().vocabulary().unknown()));
        assertThat(language.model().vocabulary().token("five"))
                .as("only in the test, of which nothing may be learnt")
                .isEqualTo(language.model().vocabulary().unknown());

        Files.delete(result);
        done(with(adapt, "--resume"));
        assertThat(BundleEdits.entry(result, "language.lm")).isEqualTo(model);
        assertThat(SpeechModel.open(result).language().orElseThrow().settings()).isEqualTo(language.settings());
    }

    @Test
    void adaptingTakesAFinishedModelAsItIs() throws IOException {
        Path run = folder.resolve("run");
        done(
                "adapt",
                "-m",
                bundle,
                "--train",
                manifest,
                "--dev",
                other,
                "-o",
                run,
                "--epochs",
                1,
                "--cache",
                "off",
                "--lm",
                languageModel);
        assertThat(BundleEdits.entry(run.resolve("adapted.attune"), "language.lm"))
                .isEqualTo(Files.readAllBytes(Path.of(languageModel)));
    }

    private Object[] adapt(Object model, Path run) {
        return new Object[] {
            "adapt",
            "-m",
            model,
            "--train",
            manifest,
            "--dev",
            other,
            "-o",
            run,
            "--epochs",
            1,
            "--train-layers",
            "output",
            "--cache",
            "off"
        };
    }

    @Test
    void trainingTranscriptsJoinTheSourcesLanguageModel() throws IOException {
        Path run = folder.resolve("run");
        assertThat(done(adapt(tuned, run)).errLines())
                .filteredOn(line -> line.startsWith("language model: "))
                .first()
                .asString()
                .matches("language model: [01]\\.\\d{3} training transcripts, [01]\\.\\d{3} the source model's");
        assertThat(BundleEdits.entry(run.resolve("adapted.attune"), "language.lm"))
                .isNotEqualTo(Files.readAllBytes(Path.of(languageModel)));
    }

    @Test
    void withoutThemTheSourcesLanguageModelStaysTunedAnew() throws IOException {
        Path run = folder.resolve("run");
        InProcess adapted = done(with(adapt(tuned, run), "--no-lm-transcripts"));
        assertThat(adapted.err()).contains("language model: the source model's", "language model: weight ");
        Path result = run.resolve("adapted.attune");
        assertThat(BundleEdits.entry(result, "language.lm")).isEqualTo(Files.readAllBytes(Path.of(languageModel)));
        Path again = folder.resolve("again.attune");
        done("lm", "tune", "-m", result, "--dev", other, "--cache", "off", "-o", again);
        DecodingSettings settings =
                SpeechModel.open(result).language().orElseThrow().settings();
        DecodingSettings anew = SpeechModel.open(again).language().orElseThrow().settings();
        // The calibrations differ in their last digits: the bundle's weights have 16 bits.
        assertThat(List.of(settings.weight(), settings.wordBonus()))
                .isEqualTo(List.of(anew.weight(), anew.wordBonus()));
        assertThat(settings.unknownWords()).isEqualTo(anew.unknownWords());
        assertThat(settings.calibration().slope()).isCloseTo(anew.calibration().slope(), withinPercentage(1));
        assertThat(done("inspect", result).out()).contains("language model: the source model's");
    }

    @Test
    void theSourcesLanguageModelCanBeLeftBehind() throws IOException {
        Path run = folder.resolve("run");
        InProcess adapted = done(with(adapt(tuned, run), "--no-lm"));
        assertThat(adapted.err()).doesNotContain("language model");
        assertThat(SpeechModel.open(run.resolve("adapted.attune")).language()).isEmpty();
    }

    @Test
    void textsAreMixedWithTheSourcesLanguageModel() throws IOException {
        Path text =
                Files.writeString(folder.resolve("domain.txt"), "press seven\npress it\nnow press two\nfive\nsix\n");
        Path run = folder.resolve("run");
        InProcess adapted = done(with(adapt(tuned, run), "--lm", text, "--no-lm-transcripts"));
        assertThat(adapted.errLines())
                .filteredOn(line -> line.startsWith("language model: "))
                .hasSize(2)
                .first()
                .asString()
                .matches("language model: [01]\\.\\d{3} \\S*domain.txt, [01]\\.\\d{3} the source model's");
        var words = SpeechModel.open(run.resolve("adapted.attune"))
                .language()
                .orElseThrow()
                .model()
                .vocabulary();
        assertThat(List.of("press", "now", "three", "nine"))
                .allSatisfy(word -> assertThat(words.token(word)).isNotEqualTo(words.unknown()));
    }

    @Test
    void aBundleCanBeTunedInPlace() throws IOException {
        Path copy = Files.copy(Path.of(bundle), folder.resolve("copy.attune"));
        done("lm", "tune", "-m", copy, "--lm", languageModel, "--dev", manifest, "--cache", "off", "-o", copy);
        assertThat(SpeechModel.open(copy).language().orElseThrow().settings())
                .isEqualTo(SpeechModel.open(Path.of(tuned))
                        .language()
                        .orElseThrow()
                        .settings());
    }

    private static Object[] with(Object[] common, Object... more) {
        List<Object> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            transcribe -m BUNDLE --greedy --beam 5 MANIFEST                | --greedy: excludes beam
            transcribe -m BUNDLE --beam 0 MANIFEST                         | --beam: '0' is not from 1
            transcribe -m BUNDLE --n-best 5 MANIFEST                       | --n-best: only JSON
            transcribe -m BUNDLE --lm missing.lm MANIFEST                  | missing.lm: no such file
            transcribe -m BUNDLE --hot-words missing.txt MANIFEST          | missing.txt
            lm tune -m BUNDLE --dev MANIFEST                               | does not contain a language model; give one with --lm
            evaluate --ladder -m BUNDLE --test MANIFEST                    | --ladder: '1' models are given
            evaluate -m BUNDLE --test MANIFEST --dev MANIFEST              | --dev: has no effect without --ladder
            evaluate --ladder -m BUNDLE -m BUNDLE --greedy --test MANIFEST | --greedy: does not leave a ladder
            adapt -m BUNDLE --train MANIFEST -o OUT --lm missing.txt:0.5   | missing.txt: no such file
            adapt -m BUNDLE --train MANIFEST -o OUT --lm LM text.txt       | cannot be combined with other texts
            adapt -m BUNDLE --train MANIFEST -o OUT --no-lm --lm LM        | --no-lm: contradicts --lm
            """)
    void whatCannotBeIsOneLineAndCodeTwo(String command, String message) {
        String[] arguments = command.replace("BUNDLE", bundle)
                .replace("MANIFEST", manifest)
                .replace("OUT", folder.resolve("out").toString())
                .replace("LM", languageModel)
                .split(" ");
        InProcess run = InProcess.run(arguments);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains(message);
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aWrongTextIsToldOfBeforeTraining() throws IOException {
        Path latin = Files.write(folder.resolve("latin.txt"), new byte[] {'g', 'r', (byte) 0xFC, 'n', '\n'});
        assertRefusedBeforeTraining(latin.toString(), "is not text in UTF-8");
        List<Utterance> clips = TinySpeech.clips(List.of("agent-pass"));
        Path heldOut = TinySpeech.manifest(folder.resolve("sentences.jsonl"), clips);
        Path same = Files.writeString(folder.resolve("same.txt"), clips.get(0).requireText() + "\n");
        assertRefusedBeforeTraining(
                same.toString(),
                "has only sentences that are in test or dev transcripts",
                "--test",
                heldOut.toString());
    }

    private void assertRefusedBeforeTraining(String text, String problem, String... more) {
        Path run = folder.resolve("run");
        List<String> arguments = new ArrayList<>();
        for (Object argument : adapt(bundle, run)) {
            arguments.add(argument.toString());
        }
        arguments.addAll(List.of("--lm", text));
        arguments.addAll(List.of(more));
        InProcess refused = InProcess.run(arguments.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(problem);
        assertThat(run.resolve("plan.json")).doesNotExist();
    }

    @Test
    void aModelThatIsAFolderIsTunedWithoutWritingIt() throws IOException {
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        for (String entry : List.of("model.json", "network.json", "weights.safetensors")) {
            Files.write(unpacked.resolve(entry), BundleEdits.entry(Path.of(bundle), entry));
        }
        assertThat(done("lm", "tune", "-m", unpacked, "--lm", languageModel, "--dev", manifest, "--cache", "off")
                        .out())
                .contains("with the language model");
    }
}
