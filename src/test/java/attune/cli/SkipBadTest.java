package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three bad clips of ten. */
class SkipBadTest {
    @TempDir
    Path folder;

    private Path bundle;
    private Path train;
    private Path dev;

    @BeforeEach
    void prepare() throws IOException {
        bundle = TinySpeech.bundle(folder.resolve("source.attune"), 1);
        List<Utterance> digits = new ArrayList<>(TinySpeech.digits());
        dev = TinySpeech.manifest(folder.resolve("dev.jsonl"), digits.subList(0, 3));
        digits.set(4, digits.get(4).withText("четыре"));
        Path broken = Files.write(folder.resolve("broken.wav"), new byte[] {'R', 'I', 'F', 'F', 1, 2, 3});
        digits.set(5, digits.get(5).withClip(Clip.whole(broken)).withId("broken"));
        train = TinySpeech.manifest(folder.resolve("train.jsonl"), digits.subList(3, 12));
        Files.writeString(train, "{\"audio_filepath\": 3}\n", StandardOpenOption.APPEND);
    }

    private InProcess adapt(String... more) {
        List<String> command = new ArrayList<>(
                List.of("adapt", "-m", bundle.toString(), "--train", train.toString(), "--dev", dev.toString()));
        if (!List.of(more).contains("--lm")) {
            command.add("--no-lm");
        }
        command.addAll(List.of(
                "--epochs", "1", "--cache", "off", "-o", folder.resolve("run").toString()));
        command.addAll(List.of(more));
        return InProcess.quietly(command.toArray(String[]::new));
    }

    @Test
    void aSetWithoutClipsIsRefused() throws IOException {
        Path none = Files.createFile(folder.resolve("none.jsonl"));
        InProcess evaluated =
                InProcess.run("evaluate", "-m", bundle.toString(), "--test", none.toString(), "--skip-bad");
        assertThat(evaluated.errLines()).singleElement().asString().contains("none.jsonl: has no utterances");
        assertThat(evaluated.code()).isEqualTo(2);
    }

    @Test
    void badClipsAreNamedAndLeftOut() throws IOException {
        InProcess run = adapt("--skip-bad", "0.3");
        assertThat(run.errLines())
                .filteredOn(line -> !InProcess.isJudgement(line))
                .hasSize(4);
        assertThat(run.err())
                .contains(
                        "left out: " + train + ":10: audio_filepath is 3",
                        "left out: " + train + ":2: the model lacks characters of the text: ",
                        "left out: " + train + ":3: the sound cannot be read: ",
                        "3 clips could not be learnt from");
        assertThat(run.code()).isEqualTo(1);
        assertThat(folder.resolve("run/adapted.attune")).exists();
        assertThat(InProcess.run("inspect", folder.resolve("run").toString()).out())
                .contains("7 clips");
    }

    @Test
    void badTestClipsAreLeftOut() throws IOException {
        List<Utterance> clips = new ArrayList<>(TinySpeech.digits().subList(0, 3));
        Path broken = folder.resolve("broken.wav");
        clips.set(1, clips.get(1).withClip(Clip.whole(broken)).withId("broken"));
        Path test = TinySpeech.manifest(folder.resolve("test.jsonl"), clips);
        InProcess run = adapt("--skip-bad", "0.4", "--test", test.toString());
        assertThat(run.err()).contains("left out: " + test + ":2: the sound cannot be read: ");
        assertThat(run.out()).containsPattern("adapted.attune .* 2\n");
        assertThat(run.code()).isEqualTo(1);
    }

    /** Neither the folders of a run to be overwritten nor the language model are a reason to read them strictly. */
    @Test
    void badTestClipsAreNoHindranceToALanguageModel() throws IOException {
        List<Utterance> clips = new ArrayList<>(TinySpeech.digits().subList(0, 3));
        clips.set(1, clips.get(1).withClip(Clip.whole(folder.resolve("gone.wav"))));
        Path test = TinySpeech.manifest(folder.resolve("test.jsonl"), clips);
        Files.writeString(test, "{\"audio_filepath\": 3}\n", StandardOpenOption.APPEND);
        Path text = Files.writeString(folder.resolve("text.txt"), "one two three\nfour five six\nseven eight nine\n");
        InProcess run = adapt("--skip-bad", "0.5", "--test", test.toString(), "--lm", text.toString());
        assertThat(run.err()).contains("left out: " + test + ":2", "left out: " + test + ":4");
        assertThat(run.code()).isEqualTo(1);
    }

    @Test
    void moreThanAFewAreTooMany() {
        InProcess run = adapt("--skip-bad");
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("3 of 10 clips cannot be used, more than the 5.00 % that may be left out")
                .endsWith("see attune corpus check, or raise --skip-bad");
        assertThat(run.code()).isEqualTo(2);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void withoutTheOptionTheFirstFaultEndsTheRun() {
        InProcess run = adapt();
        assertThat(run.errLines()).singleElement().asString().contains(":10: audio_filepath is 3");
        assertThat(run.code()).isEqualTo(2);
    }

    @Test
    void aShareBeyondOneIsRefused() {
        assertThat(adapt("--skip-bad", "5").err())
                .isEqualTo(
                        "attune: --skip-bad: must be a share above 0 and at most 1, not '5.0'; give 0.05 to leave out"
                                + " up to a twentieth of the clips\n");
    }
}
