package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Four bad clips of nine: a damaged file, one that is missing, one without text, and a line that is none. */
class EvaluateSkipBadTest {
    @TempDir
    static Path shared;

    private static String first;
    private static String second;
    private static Path test;
    private static Path goodOnly;
    private static List<Utterance> named;

    @TempDir
    Path folder;

    @BeforeAll
    static void prepare() throws IOException {
        first = TinySpeech.bundle(shared.resolve("first.attune"), 1).toString();
        second = TinySpeech.bundle(shared.resolve("second.attune"), 2).toString();
        named = new ArrayList<>(TinySpeech.digits().subList(0, 8));
        byte[] flac = Files.readAllBytes(named.get(2).clip().audio());
        flac[flac.length / 2] ^= 0x55; // its header is whole, so that the damage is found only in decoding
        Path damaged = Files.write(shared.resolve("damaged.flac"), flac);
        named.set(
                2, named.get(2).withClip(Clip.whole(damaged).withDuration(0.5)).withId("damaged"));
        named.set(
                4, named.get(4).withClip(Clip.whole(shared.resolve("gone.wav"))).withId("gone"));
        named.set(5, named.get(5).withText("..."));
        test = TinySpeech.manifest(shared.resolve("test.jsonl"), named);
        Files.writeString(test, "{\"audio_filepath\": 3}\n", StandardOpenOption.APPEND);
        List<Utterance> good = new ArrayList<>(named);
        good.removeAll(List.of(named.get(2), named.get(4), named.get(5)));
        goodOnly = TinySpeech.manifest(shared.resolve("good.jsonl"), good);
    }

    private static InProcess evaluate(Path manifest, String... more) {
        List<String> command = new ArrayList<>(List.of("evaluate", "--test", manifest.toString()));
        command.addAll(List.of(more));
        return InProcess.quietly(command.toArray(String[]::new));
    }

    @Test
    void badClipsAreNamedAndTheOthersMeasuredAsIfTheyWereAlone() {
        InProcess run = evaluate(test, "-m", first, "-m", second, "--skip-bad", "0.5");
        assertThat(run.errLines()).hasSize(5);
        assertThat(run.err())
                .contains(
                        "left out: " + test + ":9: audio_filepath is 3",
                        "left out: " + test + ":5: the sound cannot be read: ",
                        "left out: " + test + ":6: there is no text",
                        "left out: " + test + ":3: the sound cannot be read: ",
                        "4 clips could not be used");
        assertThat(run.code()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(run.out())
                .isEqualTo(evaluate(goodOnly, "-m", first, "-m", second).out());
    }

    @Test
    void jsonNamesThemForEveryRecogniser() throws IOException {
        InProcess run = evaluate(test, "-m", first, "-m", second, "--skip-bad", "0.5", "--format", "json");
        JsonNode rows = new ObjectMapper().readTree(run.out());
        assertThat(rows).hasSize(2);
        for (JsonNode row : rows) {
            assertThat(row.get("clips").asInt()).isEqualTo(5);
            assertThat(row.get("perClip")).hasSize(5);
            assertThat(row.get("leftOut")).hasSize(4);
        }
        JsonNode good = new ObjectMapper()
                .readTree(evaluate(goodOnly, "-m", first, "--format", "json").out());
        assertThat(good.get(0).has("leftOut")).isFalse();
    }

    @Test
    void moreThanAFewAreTooMany() {
        InProcess run = evaluate(test, "-m", first, "--skip-bad");
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("4 of 9 clips cannot be used, more than the 5.00 % that may be left out")
                .endsWith("see attune corpus check, or raise --skip-bad");
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void atLeastOneClipMustBeUsable() throws IOException {
        Path none = TinySpeech.manifest(folder.resolve("none.jsonl"), List.of(named.get(2), named.get(4)));
        InProcess run = evaluate(none, "-m", first, "--skip-bad", "1");
        assertThat(run.err()).contains("none of 2 clips can be used; the first: ");
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
    }

    @Test
    void withoutTheOptionTheFirstFaultEndsTheEvaluation() {
        InProcess run = evaluate(test, "-m", first);
        assertThat(run.errLines()).singleElement().asString().contains(":9: audio_filepath is 3");
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
    }

    /** It could not read the damaged file either, and wrote no line for it, but one for the clip without text. */
    @Test
    void anotherRecogniserNeedsNoLineForThem() throws IOException {
        String lines = named.stream()
                .filter(clip -> !clip.id().equals("damaged"))
                .map(clip -> clip.requireText() + " (" + clip.id() + ")\n")
                .collect(Collectors.joining());
        Path trn = Files.writeString(folder.resolve("heard.trn"), lines);
        InProcess run = evaluate(test, "-m", first, "--hypotheses", trn.toString(), "--skip-bad", "0.5");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(run.out()).containsPattern("heard.trn +0.0 %");
    }

    @Test
    void everyRungOfALadderIsOnTheSameClips() throws IOException {
        InProcess run = evaluate(test, "-m", first, "-m", second, "--ladder", "--skip-bad", "0.5", "--format", "json");
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCodes.WITH_REJECTS);
        JsonNode ladder = new ObjectMapper().readTree(run.out());
        assertThat(ladder.get("leftOut")).hasSize(4);
        assertThat(ladder.get("rungs"))
                .hasSize(2)
                .allMatch(rung -> rung.get("clips").asInt() == 5);
    }

    @Test
    void partsJoinToWhatIsMeasuredInOne() {
        String parts = folder.resolve("parts").toString();
        for (String shard : List.of("1/2", "2/2")) {
            InProcess part = evaluate(test, "-m", first, "--skip-bad", "0.5", "--shard", shard, "--parts", parts);
            assertThat(part.code()).as(part.err()).isLessThan(ExitCodes.USER_FAULT);
        }
        InProcess merged = InProcess.quietly("merge", parts);
        InProcess whole = evaluate(test, "-m", first, "--skip-bad", "0.5");
        assertThat(merged.out()).isEqualTo(whole.out());
        assertThat(merged.err()).isEqualTo(whole.err());
        assertThat(merged.code()).isEqualTo(whole.code());
    }
}
