package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Utterance;
import attune.speech.BundleEdits;
import attune.speech.TinyLanguage;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every user error: exit code 2, one line that says where and what to do, and nothing left behind. */
class WrongInputTest {
    @TempDir
    static Path shared;

    private static Path bundle;
    private static Path manifest;
    private static Path heldOut;
    private static Path zero;
    private static Path seven;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(shared.resolve("source.attune"), 1);
        List<Utterance> digits = TinySpeech.digits();
        manifest = TinySpeech.manifest(shared.resolve("digits.jsonl"), digits.subList(0, 4));
        heldOut = TinySpeech.manifest(shared.resolve("held-out.jsonl"), digits.subList(4, 7));
        zero = digits.get(0).clip().audio();
        seven = digits.get(7).clip().audio();
    }

    /** Runs a command and returns the one line on standard error. */
    private static String refused(String... arguments) {
        InProcess run = InProcess.run(arguments);
        assertThat(run.err()).as("standard error").startsWith("attune: ");
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.out()).as("standard output").isEmpty();
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        return run.err();
    }

    private Path out() {
        return folder.resolve("run");
    }

    /** Refuses to adapt, and leaves nothing behind. */
    private String adaptRefused(Path train, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("adapt", "-m", bundle.toString(), "--train", train.toString(), "--dev", heldOut.toString()));
        arguments.addAll(List.of("-o", out().toString()));
        arguments.addAll(List.of(more));
        String line = refused(arguments.toArray(String[]::new));
        assertThat(out()).doesNotExist();
        return line;
    }

    private Path manifest(String... lines) throws IOException {
        return Files.writeString(folder.resolve("train.jsonl"), String.join("\n", lines) + "\n");
    }

    private static String line(Path audio, double seconds, String text) {
        return "{\"audio_filepath\": \"%s\", \"duration\": %s, \"text\": \"%s\"}".formatted(audio, seconds, text);
    }

    @Nested
    class Manifests {

        @Test
        void thatAreMissing() throws IOException {
            assertThat(adaptRefused(folder.resolve("nowhere.jsonl"))).contains("nowhere.jsonl", "check the path");
        }

        @Test
        void thatAreEmpty() throws IOException {
            assertThat(adaptRefused(Files.createFile(folder.resolve("train.jsonl"))))
                    .contains("train.jsonl", "at least one clip");
        }

        @Test
        void withAMalformedLine() throws IOException {
            assertThat(adaptRefused(manifest(line(zero, 0.87, "zero"), "{\"audio_filepath\": ")))
                    .contains("train.jsonl:2");
        }

        @Test
        void ofAnotherKind() throws IOException {
            assertThat(adaptRefused(Files.writeString(folder.resolve("train.jsonl"), "dear diary\n")))
                    .contains("train.jsonl", "dear diary", "give NeMo JSON lines");
        }

        @Test
        void withCharactersThatTheModelCannotWrite() throws IOException {
            assertThat(adaptRefused(manifest(line(zero, 0.87, "zéro"), line(seven, 0.82, "é 5"))))
                    .contains("train.jsonl:1", "\"é\" (U+00E9) 2 times", "\"5\" (U+0035) once", "numbers as words");
        }

        @Test
        void withATextTooLongForItsClip() throws IOException {
            assertThat(adaptRefused(manifest(line(zero, 0.87, "a text that nobody says in less than a second"))))
                    .contains("train.jsonl:1", "45 labels", "28 frames", "shorten the text");
        }

        @Test
        void withoutText() throws IOException {
            assertThat(adaptRefused(manifest("{\"audio_filepath\": \"%s\"}".formatted(zero))))
                    .contains("train.jsonl:1", "give the words spoken");
        }

        @Test
        void forATestAreLookedAtBeforeTraining() throws IOException {
            assertThat(adaptRefused(manifest, "--test", "nowhere.jsonl")).contains("nowhere.jsonl");
            Path mute = manifest("{\"audio_filepath\": \"%s\"}".formatted(seven));
            assertThat(adaptRefused(manifest, "--test", mute.toString()))
                    .contains(mute + ":1", "has no text to compare with");
        }
    }

    @Nested
    class Audio {

        @Test
        void thatIsMissing() throws IOException {
            assertThat(adaptRefused(manifest(line(Path.of("gone.flac"), 0.87, "zero"))))
                    .contains("train.jsonl", "gone.flac", "1 of 1");
        }

        @Test
        void thatIsEmpty() throws IOException {
            Files.createFile(folder.resolve("empty.flac"));
            assertThat(adaptRefused(manifest(line(Path.of("empty.flac"), 0.87, "zero"))))
                    .contains("empty.flac");
        }

        @Test
        void thatIsCutShort() throws IOException {
            byte[] whole = Files.readAllBytes(zero);
            Files.write(folder.resolve("cut.flac"), Arrays.copyOf(whole, whole.length * 2 / 3));
            assertThat(adaptRefused(manifest(line(zero, 0.87, "zero"), line(Path.of("cut.flac"), 0.87, "zero"))))
                    .contains("cut.flac");
        }

        @Test
        void thatIsNone() throws IOException {
            Files.writeString(folder.resolve("poem.wav"), "Tyger Tyger, burning bright");
            assertThat(adaptRefused(manifest(line(Path.of("poem.wav"), 0.87, "zero"))))
                    .contains("poem.wav");
        }

        @Test
        void thatIsNotThereToTranscribe() {
            assertThat(refused("transcribe", "-m", bundle.toString(), "gone.wav"))
                    .contains("gone.wav", "check the name");
            assertThat(refused("transcribe", "-m", bundle.toString(), folder.toString()))
                    .contains("contains no audio files");
        }
    }

    @Nested
    class Operations {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "--keep-until|lstm7|no vertex 'lstm7'|lstm1",
                    "--keep-until|output|loss layer|lstm2",
                    "--keep-until|features|input|layers",
                    "--insert|gru:4|'gru:4'|bilstm:UNITS",
                    "--insert|lstm:0|'0' units|1 to",
                    "--insert|dense:4:swoosh|swoosh|relu",
                    "--insert|dropout:1.5|'1.5'|between 0 and 1",
                    "--train-layers|some|'some'|last:N",
                    "--train-layers|last:9|last:9 asks for 9|last:3"
                })
        void thatCannotBe(String option, String value, String problem, String remedy) throws IOException {
            assertThat(adaptRefused(manifest, option, value)).contains(option, problem, remedy);
            assertThat(refused("plan", "-m", bundle.toString(), option, value)).contains(option, problem, remedy);
        }

        @Test
        void thatWouldFreezeANewLayer() throws IOException {
            assertThat(adaptRefused(manifest, "--insert", "lstm:4", "--train-layers", "output"))
                    .contains("--train-layers", "lstm:4", "last:2");
        }
    }

    @Nested
    class Settings {

        @ParameterizedTest
        @CsvSource({
            "--epochs, -3, --epochs: epochs must be at least 1: -3",
            "--epochs, 0, epochs must be at least 1: 0",
            "--batch-size, 0, --batch-size: batch size must be positive: 0",
            "--learning-rate, 0, at most 1: 0.0",
            "--learning-rate, -1, at most 1: -1.0",
            "--learning-rate, NaN, at most 1: NaN",
            "--patience, -1, patience must not be negative: -1",
            "--learning-rate, Infinity, at most 1: Infinity",
            "--keep-until, '', cannot be a layer",
            "--head-learning-rate-factor, 1e9, at most 1000",
            "--second-stage-learning-rate-factor, 0.3, add --train-layers two-stage",
            "--epochs, many, many",
            "--seed, x, x"
        })
        void thatAreOutOfRange(String option, String value, String problem) throws IOException {
            assertThat(adaptRefused(manifest, option, value)).contains(problem);
        }

        @ParameterizedTest
        @CsvSource({
            "--layers, 0, '1 to 100, not 0'",
            "--layers, 1000, '1 to 100, not 1000'",
            "--units, -1, '1 to 16384, not -1'",
            "--units, 100000000, '1 to 16384, not 100000000'",
            "--dropout, 1, 'at least 0 and below 1, not 1.0'",
            "--dropout, NaN, 'at least 0 and below 1, not NaN'"
        })
        void thatNoNetworkCanHave(String option, String value, String rule) {
            assertThat(refused(
                            "pretrain",
                            "--train",
                            manifest.toString(),
                            "--dev",
                            heldOut.toString(),
                            "-o",
                            out().toString(),
                            option,
                            value))
                    .contains(option + ": must be " + rule);
            assertThat(out()).doesNotExist();
        }

        @Test
        void thatAskForLessThanNothing() {
            assertThat(refused("evaluate", "-m", bundle.toString(), "--test", manifest.toString(), "--worst", "-1"))
                    .contains("--worst", "-1", "0 or more");
        }

        @Test
        void thatWouldChangeNothing() {
            String model = bundle.toString();
            String test = manifest.toString();
            assertThat(refused("evaluate", "-m", model, "--test", test, "--worst", "3", "--format", "json"))
                    .contains("--worst", "leave out --ladder and --format json");
            assertThat(refused("evaluate", "--ladder", "-m", model, "-m", model, "--test", test, "--trn", "scored"))
                    .contains("--trn", "cannot be combined with --ladder");
        }

        @Test
        void thatContradictEachOther() throws IOException {
            assertThat(adaptRefused(manifest, "--resume", "--overwrite"))
                    .contains("--resume --overwrite", "one of them");
            assertThat(adaptRefused(manifest, "--cache", "")).contains("--cache", "it is empty");
        }
    }

    @Nested
    class Augmentations {

        @Test
        void thatDoNotExist() throws IOException {
            assertThat(adaptRefused(manifest, "--augment", "speed,echo"))
                    .contains("--augment: there is no augmentation 'echo'", "speed,tempo,", "mask");
        }

        @Test
        void thatContradictEachOther() throws IOException {
            assertThat(adaptRefused(manifest, "--augment", "full", "--no-augment"))
                    .contains("one of them");
            assertThat(adaptRefused(manifest, "--augment", "speed", "--noise", "noises"))
                    .contains("--noise: ", "add noise to --augment");
        }

        @Test
        void whoseNoiseIsNotThere() throws IOException {
            assertThat(adaptRefused(manifest, "--augment", "noise", "--noise", "gone"))
                    .contains("gone: is not a readable folder", "--noise");
            Path empty = Files.createDirectory(folder.resolve("empty"));
            assertThat(adaptRefused(manifest, "--augment", "noise", "--noise", empty.toString()))
                    .contains("empty: has no audio files", "--noise");
        }

        @Test
        void thatGiveNothingToListenTo() throws IOException {
            String train = manifest.toString();
            String altered = out().toString();
            assertThat(refused("augment", "--train", train, "-o", altered, "--augment", "mask"))
                    .contains("--augment: does not alter the sound");
            assertThat(refused("augment", "--train", train, "-o", altered, "--copies", "0"))
                    .contains("--copies: must be at least 1: 0");
            assertThat(out()).doesNotExist();
            Files.createDirectory(out());
            Path precious = Files.writeString(out().resolve("thesis.txt"), "ten years");
            assertThat(refused("augment", "--train", train, "-o", altered))
                    .contains(altered, "not empty", "--overwrite")
                    .doesNotContain("--resume");
            assertThat(out()).isDirectoryNotContaining(file -> !file.equals(precious));
        }
    }

    @Nested
    class Folders {

        @Test
        void thatHoldSomethingElse() throws IOException {
            Files.createDirectory(out());
            Path precious = Files.writeString(out().resolve("thesis.txt"), "ten years");
            assertThat(refused(
                            "adapt",
                            "-m",
                            bundle.toString(),
                            "--train",
                            manifest.toString(),
                            "--dev",
                            heldOut.toString(),
                            "-o",
                            out().toString()))
                    .contains(out().toString(), "not empty", "--resume", "--overwrite");
            assertThat(out()).isDirectoryNotContaining(file -> !file.equals(precious));
        }

        @Test
        void withoutARunToResume() throws IOException {
            assertThat(adaptRefused(manifest, "--resume")).contains("no run here", "without --resume");
            assertThat(out()).doesNotExist();
        }

        @Test
        void thatAreFiles() throws IOException {
            Files.createFile(out());
            assertThat(refused(
                            "adapt", "-m", bundle.toString(), "--train", manifest.toString(), "-o", out().toString()))
                    .contains("names a file");
        }
    }

    @Nested
    class Bundles {

        private String inspectRefused(Path file) {
            String line = refused("inspect", file.toString());
            assertThat(refused("transcribe", "-m", file.toString(), zero.toString()))
                    .isEqualTo(line);
            return line;
        }

        @Test
        void thatAreMissing() {
            assertThat(inspectRefused(folder.resolve("gone.attune"))).contains("gone.attune", "check the path");
        }

        @Test
        void thatAreCutShort() throws IOException {
            byte[] whole = Files.readAllBytes(bundle);
            for (int length : new int[] {0, 1, 100, whole.length / 2, whole.length - 1}) {
                Path cut = folder.resolve("cut" + length + ".attune");
                Files.write(cut, Arrays.copyOf(whole, length));
                assertThat(inspectRefused(cut)).contains("cut" + length + ".attune");
            }
        }

        @Test
        void ofAnotherVersion() throws IOException {
            Path copy = Files.copy(bundle, folder.resolve("m.attune"));
            String json = new String(BundleEdits.entry(copy, "model.json"), java.nio.charset.StandardCharsets.UTF_8);
            String version = json.lines()
                    .filter(line -> line.toLowerCase(java.util.Locale.ROOT).contains("version"))
                    .findFirst()
                    .orElseThrow();
            Path edited = BundleEdits.replace(copy, "model.json", version, version.replaceFirst("1", "99"));
            assertThat(inspectRefused(edited)).contains("model.json", "99");
        }

        @Test
        void namingAForeignClass() throws IOException {
            Path copy = Files.copy(bundle, folder.resolve("m.attune"));
            Path edited = BundleEdits.replace(
                    copy, "network.json", "org.nd4j.linalg.activations.impl.ActivationIdentity", "java.lang.Runtime");
            assertThat(inspectRefused(edited)).contains("network.json", "java.lang.Runtime");
        }

        @Test
        void thatAreSoundFiles() {
            assertThat(inspectRefused(zero)).contains("0.flac");
        }
    }

    @Nested
    class Commands {

        @Test
        void thatAreNone() {
            assertThat(refused()).contains("give a command", "attune --help");
            assertThat(refused("adopt")).contains("adopt", "adapt", "attune --help");
        }

        @Test
        void withAnUnknownOption() throws IOException {
            assertThat(adaptRefused(manifest, "--epoch", "3")).contains("--epoch", "--epochs", "attune adapt --help");
            assertThat(refused("evaluate", "--bogus")).contains("attune evaluate --help");
        }

        @Test
        void withoutWhatTheyNeed() {
            assertThat(refused("adapt")).contains("--model", "--train", "--out");
            assertThat(refused("transcribe", "-m", bundle.toString())).contains("AUDIO");
            assertThat(refused("evaluate", "-m", bundle.toString(), "--test")).contains("--test");
        }

        @Test
        void withOptionsThatWouldDoNothing() throws IOException {
            assertThat(refused("evaluate", "-m", bundle.toString(), "--test", heldOut.toString(), "--cache", "off"))
                    .contains("--cache", "--ladder");
            assertThat(adaptRefused(manifest, "--no-lm", "--no-lm-transcripts"))
                    .contains("--no-lm-transcripts", "has no effect with --no-lm");
            TinyLanguage.digits(folder);
            assertThat(adaptRefused(manifest, "--lm", folder.resolve(TinyLanguage.FILE) + ":0.5"))
                    .contains("is already a language model", "drop the weight");
        }

        @Test
        void withAFormatThatThereIsNot() {
            assertThat(refused("transcribe", "-m", bundle.toString(), "--format", "docx", zero.toString()))
                    .contains("--format", "docx");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "new | --insert LAYER",
                "some | --try some: 'some': is not a choice of layers; use new, output",
                "some | two-stage:EPOCHS or scratch",
                "last:9 | last:9 asks for 9 layers",
                "all,trunk-learning-rate-factor=0.5 | use one of insert, keep-until, epochs",
                "all,epochs=0 | epochs must be at least 1: 0",
                "all,keep-until=lstm7 | lstm7"
            })
    void triesThatCannotBe(String what, String message) {
        String line = refused(
                "sweep",
                "-m",
                bundle.toString(),
                "--train",
                manifest.toString(),
                "-o",
                out().toString(),
                "--try",
                "output",
                "--try",
                what);
        assertThat(line).contains(message);
        assertThat(out()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"pretrain --train MANIFEST", "image create", "import deepspeech model.pb"})
    void aNewModelWithoutALicence(String command) {
        String words = command.replace("MANIFEST", manifest.toString()) + " -o " + out() + " --licence=";
        assertThat(refused(words.split(" ", -1))).contains("--licence", "it is blank; give an SPDX identifier");
        assertThat(out()).doesNotExist();
    }

    @Test
    void learningRateFactorsThatCannotBe() throws IOException {
        assertThat(adaptRefused(manifest, "--trunk-learning-rate-factor=-1"))
                .contains("--trunk-learning-rate-factor: must be above 0 and at most 1000, not -1.0;");
        assertThat(adaptRefused(manifest, "--second-stage-learning-rate-factor=2000", "--train-layers", "two-stage"))
                .contains("--second-stage-learning-rate-factor: must be above 0 and at most 1000, not 2000.0;");
    }

    @Test
    void keepingWithoutInsertingInASweep() {
        assertThat(refused(
                        "sweep",
                        "-m",
                        bundle.toString(),
                        "--train",
                        manifest.toString(),
                        "-o",
                        out().toString(),
                        "--keep-until",
                        "lstm1"))
                .contains("--keep-until", "--insert");
    }

    @Test
    void recordingsWhoseTextsSayNothing() throws IOException {
        Path recording = Files.copy(zero, folder.resolve("talk.flac"));
        Files.writeString(folder.resolve("talk.txt"), "\n");
        List<String> build =
                List.of("corpus", "build", "-m", bundle.toString(), recording.toString(), "-o", out().toString());
        assertThat(refused(build.toArray(String[]::new))).contains("talk.flac: its text is empty", "--untranscribed");
        List<String> tier = new ArrayList<>(build);
        tier.addAll(List.of("--tier", "words"));
        assertThat(refused(tier.toArray(String[]::new))).contains("--tier: none of the texts", "leave it out");
        assertThat(out()).doesNotExist();
    }

    @Test
    void aSingleFileThatIsMissing() throws IOException {
        assertThat(adaptRefused(manifest(line(zero, 0.5, "zero"), line(folder.resolve("gone.wav"), 0.5, "one"))))
                .contains("1 of 2 audio files is missing: ", "; put the file there or correct the path (shown from");
    }

    @Test
    void namesThatBeginWithADash() throws IOException {
        Path here = Files.createTempFile(Path.of(""), "-dash", ".wav");
        try {
            assertThat(refused("transcribe", "-m", bundle.toString(), "--greedy", here.toString()))
                    .contains(here + ": ", "give the file as ./" + here + ", or after --");
            assertThat(refused("transcribe", "-m", bundle.toString(), zero.toString(), here.toString()))
                    .contains("give the file as ./" + here);
        } finally {
            Files.delete(here);
        }
    }
}
