package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Commands whose parts are tasks on a real cluster: the results are those of one machine. */
@ExtendWith(SharedCluster.class)
class PartsIT {
    private static final Path CORPUS = Path.of("..", "corpora", "asterisk-en").toAbsolutePath();
    private static final String MODEL = Path.of("..", "models", "source-en", "source-en.attune")
            .toAbsolutePath()
            .toString();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    private String manifest(String name, String of, int from, int to) throws IOException {
        Path file = folder.resolve(name);
        Manifest.write(file, Manifest.read(CORPUS.resolve(of)).subList(from, to));
        return file.toString();
    }

    private static List<String> words(List<String> command, String... more) {
        return Stream.concat(command.stream(), Stream.of(more)).toList();
    }

    private Cluster.Result onSpark(List<String> command, int shards) throws IOException, InterruptedException {
        Cluster cluster = SharedCluster.get();
        List<String> parted = words(command, "--parts", in("parts"), "--shards", String.valueOf(shards));
        return cluster.end(cluster.submit(folder, parted));
    }

    private static String printed(Cluster.Result result) {
        assertThat(result.code()).as(result.err()).isZero();
        return String.join("\n", result.out()) + "\n";
    }

    @Test
    void aCorpusIsCheckedAsOnOneMachine() throws IOException, InterruptedException {
        Utterance first = Manifest.read(CORPUS.resolve("train.jsonl")).get(0);
        Path again = Files.copy(first.clip().audio(), folder.resolve("again.flac"));
        Manifest.write(
                folder.resolve("again.jsonl"), List.of(first.withId("again").withClip(Clip.whole(again))));
        List<String> check = List.of(
                "corpus",
                "check",
                "-m",
                MODEL,
                CORPUS.resolve("train.jsonl").toString(),
                in("again.jsonl"),
                "--held-out",
                CORPUS.resolve("test.jsonl").toString(),
                "--no-listening",
                "--quiet",
                "-o");

        String onSpark = printed(onSpark(words(check, in("on-spark")), 4));

        assertThat(onSpark).contains("given twice: 1 clip");
        assertThat(OneMachine.run(folder, words(check, in("on-one")), 1)).isEqualTo(onSpark);
        for (String file : List.of("clean.jsonl", "rejected.jsonl")) {
            assertThat(folder.resolve("on-spark").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("on-one").resolve(file));
        }
    }

    @Test
    void aCorpusIsBuiltAsOnOneMachine() throws IOException, InterruptedException {
        List<Utterance> prompts = Manifest.read(CORPUS.resolve("test.jsonl"));
        for (int recording = 0; recording < 2; recording++) {
            Utterance prompt = prompts.get(recording);
            String name = "recording" + recording;
            Files.createDirectories(folder.resolve("recordings"));
            WavWriter.write(
                    folder.resolve("recordings").resolve(name + ".wav"),
                    new AudioReader().read(prompt.clip().audio(), 16_000));
            Files.writeString(folder.resolve("recordings").resolve(name + ".txt"), prompt.requireText());
        }
        List<String> build =
                List.of("corpus", "build", "-m", MODEL, in("recordings"), "--min-confidence", "0", "--quiet", "-o");

        String onSpark = printed(SharedCluster.get()
                .runAlone(words(build, in("on-spark.jsonl"), "--parts", in("parts"), "--shards", "2")));

        assertThat(OneMachine.run(folder, words(build, in("on-one.jsonl")), 0)).isEqualTo(onSpark);
        assertThat(folder.resolve("on-spark.jsonl")).hasSameBinaryContentAs(folder.resolve("on-one.jsonl"));
    }

    @Test
    void theRunsOfASweepAreTasksAndRankedAsOnOneMachine() throws IOException, InterruptedException {
        List<String> sweep = new ArrayList<>(List.of("sweep", "-m", MODEL, "--train"));
        sweep.addAll(List.of(manifest("train.jsonl", "train.jsonl", 0, 12), "--dev"));
        sweep.addAll(List.of(manifest("dev.jsonl", "dev.jsonl", 0, 6), "--epochs", "1", "--cache", "off"));
        sweep.addAll(List.of("--try", "output", "--try", "last:2", "--format", "json", "--quiet", "-o"));

        JsonNode onSpark = ranking(printed(onSpark(words(sweep, in("on-spark")), 2)));

        assertThat(onSpark).isEqualTo(ranking(OneMachine.run(folder, words(sweep, in("on-one")), 0)));
        assertThat(weights(in("on-spark/adapted.attune"))).isEqualTo(weights(in("on-one/adapted.attune")));
    }

    /** The rest of a bundle tells where and how it was made. */
    private static byte[] weights(String bundle) throws IOException {
        try (ZipFile zip = new ZipFile(bundle)) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    /** Without what differs between any two runs: seconds, and the names of folders. */
    private static JsonNode ranking(String printed) throws IOException {
        JsonNode result = JSON.readTree(printed);
        ((ObjectNode) result).remove("bundle");
        result.path("rows").forEach(row -> ((ObjectNode) row).remove(List.of("seconds", "bestRun")));
        return result;
    }

    @Test
    void whatTheUserHasToMendIsSaidOnceAndNotTriedAgain() throws IOException, InterruptedException {
        List<String> check = List.of("corpus", "check", "-m", MODEL, in("none.jsonl"), "--quiet");

        Cluster.Result result = SharedCluster.get().runAlone(words(check, "--parts", in("parts"), "--shards", "1"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("attune: ")))
                .singleElement()
                .asString()
                .contains("shard 1/1: ", "none.jsonl: no such file");
    }
}
