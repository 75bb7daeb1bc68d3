package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.exchange.Ranks;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes train the shipped model together, and one of them is killed. */
class RanksIT {
    @TempDir
    Path folder;

    private Path train;
    private Path dev;

    @BeforeEach
    void prepare() throws IOException {
        List<Utterance> clips = Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl"));
        train = TinySpeech.manifest(folder.resolve("train.jsonl"), clips.subList(0, 16));
        dev = TinySpeech.manifest(folder.resolve("dev.jsonl"), clips.subList(16, 20));
    }

    private Process start(String out, int rank, int port, String... more) throws IOException {
        Object[] command = {
            "adapt",
            "-m",
            "models/source-en/source-en.attune",
            "--train",
            train,
            "--dev",
            dev,
            "-o",
            folder.resolve(out),
            "--epochs",
            3,
            "--batch-size",
            4,
            "--no-lm",
            "--ranks",
            2,
            "--rank",
            rank,
            "--rendezvous",
            "localhost:" + port
        };
        return Program.of(Program.with(command, (Object[]) more))
                .redirectOutput(file(out, "out", rank).toFile())
                .redirectError(file(out, "err", rank).toFile())
                .start();
    }

    private Path file(String out, String kind, int rank) {
        return folder.resolve(out + "." + kind + rank);
    }

    private String lastLine(String out, int rank) throws IOException {
        List<String> lines = Files.readAllLines(file(out, "err", rank));
        return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
    }

    private void train(String out, String... more) throws IOException, InterruptedException {
        int port = Ranks.freePort();
        for (Process process : List.of(start(out, 1, port, more), start(out, 0, port, more))) {
            assertThat(process.waitFor(5, TimeUnit.MINUTES)).isTrue();
            assertThat(process.exitValue())
                    .as(lastLine(out, 0) + lastLine(out, 1))
                    .isZero();
        }
        assertThat(file(out, "out", 0)).hasContent(folder.resolve(out).resolve("adapted.attune") + "\n");
        assertThat(file(out, "out", 1)).isEmptyFile();
    }

    @Test
    void aKilledRankEndsTheOtherAndTheRunIsResumed() throws IOException, InterruptedException {
        train("undisturbed");

        int port = Ranks.freePort();
        Process first = start("killed", 0, port);
        Process second = start("killed", 1, port);
        Path checkpoint = folder.resolve("killed/checkpoints/last.checkpoint");
        while (!Files.exists(checkpoint)) {
            assertThat(first.isAlive() && second.isAlive()).isTrue();
            Thread.sleep(20);
        }
        second.destroyForcibly();
        assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(first.exitValue()).isEqualTo(ExitCodes.RANK_LOST);
        assertThat(lastLine("killed", 0))
                .startsWith("attune: rank 0 of 2: the connection to a neighbour was lost (")
                .endsWith("; start all ranks again with the same commands and --resume");

        train("killed", "--resume");
        for (String state : List.of("last.checkpoint", "best.checkpoint")) {
            assertThat(folder.resolve("killed/checkpoints").resolve(state))
                    .hasSameBinaryContentAs(
                            folder.resolve("undisturbed/checkpoints").resolve(state));
        }
    }

    /** Before all have come, there is nothing to stop at and nothing to lose. */
    @Test
    void aRankThatStillWaitsForTheOthersEndsAtASignal() throws IOException, InterruptedException {
        int port = Ranks.freePort();
        Process first = start("lonely", 0, port);
        try {
            Ranks.connect(port).close();
            first.destroy();
            assertThat(first.waitFor(1, TimeUnit.MINUTES)).isTrue();
        } finally {
            first.destroyForcibly();
        }
        assertThat(lastLine("lonely", 0)).doesNotContain("stopping");
        assertThat(folder.resolve("lonely")).doesNotExist();
    }
}
