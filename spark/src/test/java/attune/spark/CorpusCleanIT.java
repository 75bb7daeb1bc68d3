package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What Spark SQL finds wrong with a corpus is what one machine finds, which holds all of it. */
@ExtendWith(SharedCluster.class)
class CorpusCleanIT {
    private static final Path CORPUS = Path.of("..", "corpora", "asterisk-en").toAbsolutePath();
    private static final Path MODEL =
            Path.of("..", "models", "source-en", "source-en.attune").toAbsolutePath();

    @TempDir
    Path folder;

    private final List<String> corpus = new ArrayList<>();

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    /** The prompts, which have many pairs of equal ids with the second manifest, in which all kinds of things are wrong. */
    @BeforeEach
    void spoil() throws IOException {
        List<Utterance> prompts = Manifest.read(CORPUS.resolve("train.jsonl"));
        Path copy = Files.copy(prompts.get(0).clip().audio(), folder.resolve("copy.flac"));
        Path third = Files.copy(prompts.get(5).clip().audio(), folder.resolve("third.flac"));
        Path damaged = Files.writeString(folder.resolve("damaged.flac"), "fLaC and nothing more");
        List<Utterance> others = new ArrayList<>();
        others.add(prompts.get(0).withId("twice").withClip(Clip.whole(copy)));
        others.add(prompts.get(3).withId("other text").withText("something else"));
        others.add(prompts.get(3).withId("another text").withText("something else again"));
        others.add(prompts.get(4).withId("no letter").withText("\u4e00"));
        others.add(prompts.get(5).withClip(Clip.whole(third)).withText("with the id of another"));
        others.add(prompts.get(6));
        others.add(prompts.get(7).withId("damaged").withClip(Clip.whole(damaged)));
        others.add(prompts.get(8).withId("missing").withClip(Clip.whole(folder.resolve("missing.flac"))));
        others.addAll(Manifest.read(CORPUS.resolve("test.jsonl")).subList(0, 2));
        Path second = folder.resolve("others.jsonl");
        Manifest.write(second, others);
        Files.writeString(second, "\nno line\n", StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        corpus.addAll(
                List.of("-m", MODEL.toString(), CORPUS.resolve("train.jsonl").toString(), second.toString()));
        corpus.addAll(List.of("--held-out", CORPUS.resolve("test.jsonl").toString(), "-o"));
    }

    private List<String> command(String name, String out, String... more) {
        return Stream.of(List.of("corpus", name), corpus, List.of(in(out)), List.of(more))
                .flatMap(List::stream)
                .toList();
    }

    @Test
    void theCleanCorpusIsThatOfOneMachine() throws IOException, InterruptedException {
        Cluster cluster = SharedCluster.get();

        Cluster.Result result = cluster.end(cluster.submit(folder, command("clean", "on-spark")));

        assertThat(result.code()).as(result.err()).isZero();
        String checked = OneMachine.run(folder, command("check", "on-one", "--no-listening", "--quiet"), 1);
        for (String file : List.of("clean.jsonl", "rejected.jsonl")) {
            assertThat(folder.resolve("on-spark").resolve(file))
                    .hasSameBinaryContentAs(folder.resolve("on-one").resolve(file));
        }
        String summary = result.out().get(0);
        assertThat(checked).startsWith(summary + ",");
        assertThat(String.join("\n", result.out()))
                .contains("given twice: 1\n", "the same sound has another text, too: 6\n", "also held out: 2")
                .contains("others.jsonl:6: ", "was already given at", "others.jsonl:12: malformed JSON");
    }

    @Test
    void whatIsWrongWithTheHeldOutIsSaidInOneLine() throws IOException, InterruptedException {
        Path table = Files.writeString(folder.resolve("table.csv"), "wav_filename,wav_filesize,transcript\n");
        List<String> clean = new ArrayList<>(command("clean", "on-spark"));
        clean.set(clean.indexOf("--held-out") + 1, table.toString());

        Cluster.Result result = SharedCluster.get().runAlone(clean);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("attune: ")))
                .containsExactly("attune: " + table
                        + ": is no manifest of JSON lines; attune corpus convert makes one of others");
    }

    @Test
    void aPathThatSparkTakesForSeveralIsRefused() throws IOException, InterruptedException {
        Cluster.Result result = SharedCluster.get().runAlone(command("clean", "calls, 2026"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "attune: " + in("calls, 2026") + ": has one of , * ? [ ] { } \\, by which Spark means several");
    }
}
