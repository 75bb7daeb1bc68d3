package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Manifest;
import attune.corpus.Utterance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two executors train a model together; one of them is killed. */
class SharedTrainingIT {
    private static final Path MODEL =
            Path.of("..", "models", "source-en", "source-en.attune").toAbsolutePath();
    private static final Path CORPUS = Path.of("..", "corpora", "asterisk-en", "train.jsonl");

    /** Two threads of one process, which computes as an executor does: sums depend on the number of cores. */
    private static final List<String> TWO_THREADS = List.of("-XX:ActiveProcessorCount=1", "-Dspark.master=local[2]");

    @TempDir
    static Path folder;

    private static Cluster cluster;
    private static Path train;
    private static Path dev;

    @BeforeAll
    static void prepare() throws IOException, InterruptedException {
        List<Utterance> clips = Manifest.read(CORPUS);
        train = folder.resolve("train.jsonl");
        Manifest.write(train, clips.subList(0, 24));
        dev = folder.resolve("dev.jsonl");
        Manifest.write(dev, clips.subList(24, 30));
        cluster = new Cluster(folder.resolve("cluster"), 2);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (cluster != null) {
            cluster.close();
        }
    }

    private static List<String> arguments(Path out, String... more) {
        List<String> arguments = new ArrayList<>(List.of("adapt", "--ranks", "2", "-m", MODEL.toString()));
        arguments.addAll(List.of("--train", train.toString(), "--dev", dev.toString(), "-o", out.toString()));
        arguments.addAll(List.of("--epochs", "4", "--batch-size", "4", "--block-steps", "2", "--no-lm"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    /** The state of training is the same to the last bit as that of two threads that nobody disturbed. */
    @Test
    void aKilledExecutorChangesNothing() throws IOException, InterruptedException {
        Path threads = folder.resolve("threads");
        Cluster.Result alone = cluster.runAlone(TWO_THREADS, arguments(threads));
        assertThat(alone.code()).as(alone.err()).isZero();

        Path executors = folder.resolve("executors");
        Process job = cluster.submit(folder, arguments(executors));
        cluster.killExecutorOnce(() -> epochs(executors) >= 1, job);
        Cluster.Result result = cluster.end(job);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .containsExactly(executors.resolve("adapted.attune").toString());
        assertThat(result.err()).contains("training on 2 of 2 ranks");
        for (String state : List.of("last.checkpoint", "best.checkpoint")) {
            assertThat(executors.resolve("checkpoints").resolve(state))
                    .hasSameBinaryContentAs(threads.resolve("checkpoints").resolve(state));
        }
    }

    /** Of the log's lines, the first is the source's. */
    private static int epochs(Path run) {
        Path log = run.resolve("log.jsonl");
        try {
            return Files.exists(log) ? Files.readAllLines(log).size() - 1 : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aNewModelIsTrainedTogetherToo() throws IOException, InterruptedException {
        Path run = folder.resolve("new");
        List<String> pretrain = new ArrayList<>(List.of("pretrain", "--ranks", "2", "--layers", "1", "--units", "8"));
        pretrain.addAll(List.of("--train", train.toString(), "--dev", dev.toString(), "-o", run.toString()));
        pretrain.addAll(List.of("--epochs", "1", "--batch-size", "4", "--block-steps", "3"));

        Cluster.Result result = cluster.runAlone(TWO_THREADS, pretrain);

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out()).containsExactly(run.resolve("model.attune").toString());
        assertThat(run.resolve("model.attune")).isRegularFile();
        assertThat(result.err()).contains("too small for 2 ranks: it has 1 blocks of 3 steps");
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException, InterruptedException {
        Cluster.Result result = cluster.runAlone(arguments(folder.resolve("wrong"), "--train-layers", "two-stage"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("attune: ")))
                .contains("attune: --ranks: cannot share a run of two stages; train it on one machine");
    }
}
