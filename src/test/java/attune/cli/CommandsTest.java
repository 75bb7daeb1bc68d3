package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import attune.audio.AudioInfo;
import attune.audio.AudioReader;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every command on valid input: what it prints and where. The model is untrained, so its transcripts are nonsense. */
class CommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path shared;

    private static String bundle;
    private static String manifest;
    private static String heldOut;
    private static String clip;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1).toString();
        List<Utterance> digits = TinySpeech.digits();
        manifest = TinySpeech.manifest(shared.resolve("digits.jsonl"), digits.subList(0, 4))
                .toString();
        heldOut = TinySpeech.manifest(shared.resolve("held-out.jsonl"), digits.subList(4, 8))
                .toString();
        clip = digits.get(7).clip().audio().toString();
    }

    @Test
    void alteredClipsComeWithAManifestThatSaysWhatWasDone() throws IOException {
        Path altered = folder.resolve("altered");
        InProcess run =
                succeeds("augment", "--train", manifest, "-o", altered.toString(), "--copies", "3", "--seed", "8");
        assertThat(run.outLines())
                .containsExactly(altered.resolve("manifest.jsonl").toString());
        List<Utterance> before = Manifest.read(Path.of(manifest));
        List<Utterance> after = Manifest.read(altered.resolve("manifest.jsonl"));
        assertThat(after).hasSize(12);
        AudioReader audio = new AudioReader();
        Set<String> effects = new HashSet<>();
        for (int i = 0; i < 12; i++) {
            Utterance clip = after.get(i);
            assertThat(clip.text()).isEqualTo(before.get(i / 3).text());
            AudioInfo info = audio.info(clip.clip().audio());
            assertThat(info.sampleRateHz()).isEqualTo(16_000);
            assertThat(clip.clip().knownDurationSeconds()).isCloseTo(info.durationSeconds(), within(1e-4));
            effects.add(clip.extra().getOrDefault("augmentation", ""));
        }
        assertThat(effects).hasSizeGreaterThan(6).anyMatch(text -> text.contains("speed"));
        Path again = folder.resolve("again");
        succeeds("augment", "--train", manifest, "-o", again.toString(), "--copies", "3", "--seed", "8");
        assertThat(again.resolve("manifest.jsonl")).hasSameTextualContentAs(altered.resolve("manifest.jsonl"));
        assertThat(again.resolve("clips/000004-3.wav")).hasSameBinaryContentAs(altered.resolve("clips/000004-3.wav"));
    }

    private static InProcess succeeds(String... arguments) {
        InProcess run = InProcess.quietly(arguments);
        assertThat(run.errLines()).as("standard error").allMatch(InProcess::isJudgement);
        assertThat(run.code()).isZero();
        return run;
    }

    @Test
    void oneFilesTranscriptIsOneLineAlone() {
        InProcess run = succeeds("transcribe", "-m", bundle, clip);
        assertThat(run.outLines()).hasSize(1);
        assertThat(run.out()).doesNotContain("\t", clip);
    }

    @Test
    void severalTranscriptsAreNamed() {
        assertThat(succeeds("transcribe", "-m", bundle, clip, clip).outLines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).startsWith(clip + "\t"));
        assertThat(succeeds("transcribe", "-m", bundle, manifest).outLines())
                .as("a manifest given alone")
                .hasSize(4)
                .allSatisfy(line -> assertThat(line).contains(".flac\t"));
    }

    @Test
    void aLinkToAFolderIsTheFolder() throws IOException {
        Path clips = Files.createDirectory(folder.resolve("clips"));
        Files.copy(Path.of(clip), clips.resolve("a.flac"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), clips);
        assertThat(succeeds("transcribe", "-m", bundle, link.toString()).outLines())
                .hasSize(1);
    }

    @Test
    void transcriptsAsJsonAreTheLinesOfAManifest() throws IOException {
        InProcess run = succeeds("transcribe", "-m", bundle, "--format", "json", manifest);
        assertThat(run.outLines()).hasSize(4);
        JsonNode line = JSON.readTree(run.outLines().get(1));
        assertThat(line.fieldNames()).toIterable().contains("audio_filepath", "duration", "text");
        assertThat(line.get("audio_filepath").asText()).endsWith("1.flac");
        assertThat(line.get("duration").asDouble()).isBetween(0.90, 0.92);
    }

    @Test
    void anUnreadableClipIsToldOfAndTheOthersAreDone() throws IOException {
        String bad = Files.writeString(folder.resolve("bad.wav"), "not sound").toString();
        String empty = Files.createFile(folder.resolve("empty.flac")).toString();
        InProcess run = InProcess.run("transcribe", "-m", bundle, bad, clip, empty);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.outLines()).singleElement().asString().startsWith(clip + "\t");
        assertThat(run.errLines()).hasSize(3);
        assertThat(run.errLines().get(0)).contains("bad.wav");
        assertThat(run.errLines().get(1)).contains("empty.flac");
        assertThat(run.errLines().get(2)).contains("2 clips could not be read");
    }

    @Test
    void evaluationIsATable() {
        InProcess run = succeeds("evaluate", "-m", bundle, "--test", manifest);
        assertThat(run.outLines()).hasSize(2);
        assertThat(run.outLines().get(0)).contains("model", "WER", "95 % interval", "CER", "words", "clips");
        assertThat(run.outLines().get(1)).startsWith("source.attune ").endsWith("4");
        assertThat(succeeds("evaluate", "-m", bundle, "-m", bundle, "--test", manifest)
                        .out())
                .contains("not significantly different");
        assertThat(succeeds("evaluate", "-m", bundle, "--test", manifest, "--worst", "2")
                        .outLines())
                .hasSizeGreaterThan(5);
    }

    @Test
    void evaluationAsJsonHasEveryNumber() throws IOException {
        InProcess run = succeeds("evaluate", "-m", bundle, "--test", manifest, "--format", "json");
        JsonNode row = JSON.readTree(run.out()).get(0);
        assertThat(row.fieldNames())
                .toIterable()
                .contains(
                        "model",
                        "clips",
                        "words",
                        "wer",
                        "werLow",
                        "werHigh",
                        "cer",
                        "substitutions",
                        "deletions",
                        "insertions");
        assertThat(row.get("clips").asInt()).isEqualTo(4);
        assertThat(row.get("words").asInt()).isEqualTo(4);
        long errors = row.get("substitutions").asLong()
                + row.get("deletions").asLong()
                + row.get("insertions").asLong();
        assertThat(row.get("wer").asDouble()).isEqualTo(errors / 4.0);
        assertThat(row.get("wer").asDouble())
                .isBetween(row.get("werLow").asDouble(), row.get("werHigh").asDouble());
    }

    @Test
    void aPlanIsALayerTable() throws IOException {
        String[] plan = {
            "plan", "-m", bundle, "--keep-until", "lstm1", "--insert", "dense:9:relu", "--train-layers", "new"
        };
        assertThat(succeeds(plan).out()).contains("lstm1", "dense", "frozen").doesNotContain("lstm2");
        String[] json = java.util.Arrays.copyOf(plan, plan.length + 2);
        json[plan.length] = "--format";
        json[plan.length + 1] = "json";
        assertThat(JSON.readTree(succeeds(json).out()).get("rows")).hasSize(3);
    }

    @Test
    void inspectingTellsKindLicenceAndLayers() throws IOException {
        assertThat(succeeds("inspect", bundle).out()).contains("speech", "CC0-1.0", "16000 Hz", "lstm2");
        JsonNode json =
                JSON.readTree(succeeds("inspect", bundle, "--format", "json").out());
        assertThat(json.get("metadata").get("kind").asText()).isEqualTo("speech");
        assertThat(json.get("layers").get("rows")).hasSize(3);
    }

    @Test
    void adaptingPrintsTheBundleAndTheComparison() {
        Path run = folder.resolve("run");
        InProcess adapted = succeeds(
                "adapt",
                "-m",
                bundle,
                "--train",
                manifest,
                "--dev",
                heldOut,
                "--test",
                heldOut,
                "-o",
                run.toString(),
                "--epochs",
                "1",
                "--train-layers",
                "output");
        assertThat(adapted.outLines().get(0))
                .isEqualTo(run.resolve("adapted.attune").toString());
        assertThat(run.resolve("adapted.attune")).exists();
        assertThat(adapted.out()).contains("adapted.attune against source.attune");
        assertThat(succeeds("transcribe", "-m", run.resolve("adapted.attune").toString(), clip)
                        .outLines())
                .hasSize(1);
    }

    @Test
    void testingOnWhatWasLearntIsToldOf() {
        InProcess run = InProcess.quietly(
                "adapt",
                "-m",
                bundle,
                "--train",
                manifest,
                "--dev",
                manifest,
                "--test",
                manifest,
                "-o",
                folder.resolve("run").toString(),
                "--epochs",
                "1",
                "--train-layers",
                "output");
        assertThat(run.code()).isZero();
        assertThat(run.errLines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("warning: 4 of the 4 clips of dev are also trained on"),
                        line -> assertThat(line).contains("warning: 4 of the 4 clips of test are also trained on"),
                        line -> assertThat(line).matches(InProcess::isJudgement));
    }

    @Test
    void aRunGoesOnWithItsOwnSpeechAndSettings() throws IOException {
        List<Utterance> digits = TinySpeech.digits();
        Path train = TinySpeech.manifest(folder.resolve("train.jsonl"), digits.subList(0, 3));
        List<String> arguments = List.of(
                "adapt", "-m", bundle, "--train", train.toString(), "--dev", heldOut, "--train-layers", "output", "-o");
        List<String> run = new ArrayList<>(arguments);
        run.addAll(List.of(folder.resolve("run").toString(), "--epochs", "1"));
        succeeds(run.toArray(String[]::new));
        run.set(run.size() - 1, "2");
        run.add("--resume");
        assertThat(InProcess.quietly(run.toArray(String[]::new)).errLines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("plan.json differs from the options"),
                        line -> assertThat(line).matches(InProcess::isJudgement));
        List<Utterance> others = List.of(digits.get(0), digits.get(1), digits.get(3));
        TinySpeech.manifest(train, others);
        InProcess refused = InProcess.run(run.toArray(String[]::new));
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.errLines()).singleElement().asString().contains("have changed since this run was started");
    }

    @Test
    void pretrainingTellsItsDefaultsAndWhichClipsAreDev() throws IOException {
        Path run = folder.resolve("run");
        InProcess trained = InProcess.run(
                "pretrain",
                "--train",
                manifest,
                "-o",
                run.toString(),
                "--epochs",
                "1",
                "--layers",
                "1",
                "--units",
                "6");
        assertThat(trained.code()).as(trained.err()).isZero();
        assertThat(trained.err()).contains("1 epoch; batches of 32, learning rate up to 0.001, clips altered by");
        assertThat(run.resolve("layers.txt"))
                .content()
                .contains("bilstm", " new ")
                .doesNotContain(" kept ");
        assertThat(Manifest.read(run.resolve("dev.jsonl"))).hasSize(1);
    }

    @Test
    void pretrainingPrintsTheBundle() {
        Path run = folder.resolve("run");
        InProcess trained = succeeds(
                "pretrain",
                "--train",
                manifest,
                "--dev",
                heldOut,
                "-o",
                run.toString(),
                "--epochs",
                "1",
                "--layers",
                "1",
                "--units",
                "6",
                "--streaming",
                "--no-augment");
        assertThat(trained.outLines())
                .containsExactly(run.resolve("model.attune").toString());
        String model = run.resolve("model.attune").toString();
        assertThat(succeeds("inspect", model).out()).contains("streams   yes");
        assertThat(succeeds("transcribe", "-m", model, "--stream", "--pause", "31", clip)
                        .out()
                        .strip())
                .isEqualTo(succeeds("transcribe", "-m", model, clip).out().strip());
    }

    @Test
    void aSweepIsATableWithTiesAndAWinner() throws IOException {
        Path out = folder.resolve("sweep");
        String[] sweep = {
            "sweep",
            "-m",
            bundle,
            "--train",
            manifest,
            "--dev",
            heldOut,
            "--test",
            heldOut,
            "-o",
            out.toString(),
            "--epochs",
            "1",
            "--insert",
            "dense:9:relu",
            "--try",
            "output",
            "--try",
            "new",
            "--try",
            "scratch,epochs=2"
        };
        List<String> lines = succeeds(sweep).outLines();
        assertThat(lines.get(0)).contains("try", "dev WER", "Holm p", "test WER", "trained", "steps", "seconds");
        assertThat(lines.subList(1, 4))
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("output "),
                        line -> assertThat(line).startsWith("new,insert=dense:9:relu "),
                        line -> assertThat(line).startsWith("scratch,epochs=2 "));
        assertThat(lines.get(4)).isEqualTo("dev: 4 clips, 4 words, decoded greedily");
        assertThat(lines.get(6)).startsWith(out.resolve("adapted.attune") + " is " + out);
        String[] again = java.util.Arrays.copyOf(sweep, sweep.length + 3);
        again[sweep.length] = "--resume";
        again[sweep.length + 1] = "--format";
        again[sweep.length + 2] = "json";
        JsonNode json = JSON.readTree(succeeds(again).out());
        assertThat(json.get("rows")).hasSize(3);
        assertThat(json.at("/rows/0/dev").fieldNames())
                .toIterable()
                .containsExactly("runs", "clips", "words", "wer", "werLow", "werHigh", "cer");
        assertThat(json.at("/rows/" + json.get("best") + "/againstBest").isNull())
                .isTrue();
        assertThat(json.get("bundle").asText())
                .isEqualTo(out.resolve("adapted.attune").toString());
        String[] otherwise = java.util.Arrays.copyOf(again, again.length + 1);
        otherwise[again.length] = "--no-copy-output-rows";
        assertThat(InProcess.run(otherwise).errLines())
                .singleElement()
                .asString()
                .contains("was started with another output");
    }

    @Test
    void aFilesNameNeitherBreaksItsLineNorReachesTheTerminalRaw() throws IOException {
        Path odd = Files.copy(Path.of(clip), folder.resolve("a\nb\tc\u001B[31m.flac"));
        List<String> lines =
                succeeds("transcribe", "-m", bundle, odd.toString(), clip).outLines();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith(folder.resolve("a_b_c_[31m.flac") + "\t");
    }
}
