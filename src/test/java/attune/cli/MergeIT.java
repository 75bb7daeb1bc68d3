package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.speech.TinySpeech;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped corpus in three parts, each by a process of its own, joined: all bytes are those of one process. */
class MergeIT {
    private static final String MODEL = "models/source-en/source-en.attune";
    private static final int SHARDS = 3;

    @TempDir
    Path folder;

    private Path parts;

    @BeforeEach
    void name() {
        parts = folder.resolve("parts");
    }

    private static Program run(Object[] command) {
        try {
            return Program.run(Program.with(command, "--quiet"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** All parts at once, as on three machines; the greatest of their exit codes. */
    private int runParts(Object... command) {
        List<CompletableFuture<Program>> machines = IntStream.rangeClosed(1, SHARDS)
                .mapToObj(number -> CompletableFuture.supplyAsync(
                        () -> run(Program.with(command, "--shard", number + "/" + SHARDS, "--parts", parts))))
                .toList();
        return machines.stream()
                .map(CompletableFuture::join)
                .peek(machine -> assertThat(machine.out()).isEmpty())
                .mapToInt(Program::code)
                .max()
                .orElseThrow();
    }

    private static Map<String, String> files(Path folder) throws IOException {
        Map<String, String> files = new TreeMap<>();
        try (Stream<Path> entries = Files.list(folder)) {
            for (Path file : (Iterable<Path>) entries::iterator) {
                files.put(file.getFileName().toString(), Files.readString(file));
            }
        }
        return files;
    }

    /** The training clips, which are four groups, with one in their middle that is not audio. */
    private Path withDamage() throws IOException {
        List<Utterance> clips = new ArrayList<>(Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl")));
        Path damaged = Files.write(folder.resolve("damaged.wav"), new byte[] {'R', 'I', 'F', 'F', 0, 1, 2, 3});
        clips.add(200, clips.get(200).withId("damaged").withClip(Clip.whole(damaged)));
        return TinySpeech.manifest(folder.resolve("calls.jsonl"), clips);
    }

    @Test
    void transcriptsAreThoseOfOneProcess() throws IOException, InterruptedException {
        Object[] command = {
            "transcribe", "-m", MODEL, withDamage(), "--format", "json", "--characters", "--beam", 10, "--n-best", 3
        };
        Program whole = run(command);
        assertThat(whole.code()).isEqualTo(ExitCodes.WITH_REJECTS);
        assertThat(whole.out()).hasSize(452);

        assertThat(runParts(command)).isEqualTo(ExitCodes.WITH_REJECTS);
        Program merged = Program.run("merge", parts, "--quiet");

        assertThat(merged.out()).isEqualTo(whole.out());
        assertThat(merged.err()).isEqualTo(whole.err());
        assertThat(merged.code()).isEqualTo(whole.code());

        Path second = parts.resolve("transcribe-2-of-3.jsonl");
        Files.delete(second);
        Program missing = Program.run("merge", parts, "--quiet");
        assertThat(missing.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(missing.out()).isEmpty();
        assertThat(missing.err())
                .singleElement()
                .asString()
                .contains("shard 2/3 is missing, with ", " of 453 inputs, first ", "--shard");

        var others = Files.getLastModifiedTime(parts.resolve("transcribe-1-of-3.jsonl"));
        runParts(command);
        assertThat(Files.getLastModifiedTime(parts.resolve("transcribe-1-of-3.jsonl")))
                .isEqualTo(others);
        assertThat(Program.run("merge", parts, "--quiet").out()).isEqualTo(whole.out());
    }

    @Test
    void errorRatesAndTheirIntervalsAreThoseOfOneProcess() throws IOException, InterruptedException {
        Object[] command = {
            "evaluate",
            "-m",
            MODEL,
            "-m",
            "models/source-en-plain/source-en-plain.attune",
            "--confidence",
            "--greedy",
            "--test",
            TinySpeech.CORPUS.resolve("train.jsonl"),
            "--format",
            "json"
        };
        Program whole = run(command);

        assertThat(runParts(command)).isEqualTo(ExitCodes.DONE);

        assertThat(Program.run("merge", parts, "--quiet")).isEqualTo(whole);
    }

    /** Copies, contradictions and what is also held out are in other parts than what they are compared with. */
    @Test
    void whatIsWrongWithACorpusIsFoundOverAllParts() throws IOException, InterruptedException {
        List<Utterance> clips = new ArrayList<>(Manifest.read(TinySpeech.CORPUS.resolve("train.jsonl")));
        List<Utterance> heldOut = List.copyOf(clips.subList(0, 5));
        for (int i = 5; i < 15; i++) {
            Utterance copied = clips.get(i);
            Path copy = Files.copy(copied.clip().audio(), folder.resolve("copy-" + i + ".flac"));
            Utterance twice = copied.withId("copy-" + i).withClip(Clip.whole(copy));
            clips.add(i % 2 == 0 ? twice : twice.withText("something else was said"));
        }
        Path corpus = TinySpeech.manifest(folder.resolve("corpus.jsonl"), clips);
        Path held = TinySpeech.manifest(folder.resolve("held-out.jsonl"), heldOut);
        Object[] command = {"corpus", "check", "-m", MODEL, corpus, "--held-out", held};
        Path one = folder.resolve("one");
        Program whole = run(Program.with(command, "-o", one));
        assertThat(String.join("\n", whole.out()))
                .contains("given twice: 5 clips", "has another text, too: 10 clips", "also held out: 5 clips");

        runParts(Program.with(command, "-o", one));
        Path three = folder.resolve("three");
        Program merged = Program.run("merge", parts, "-o", three, "--quiet");

        assertThat(merged).isEqualTo(whole);
        assertThat(files(three)).isEqualTo(files(one));
    }

    @Test
    void clipsOfRecordingsAreThoseOfOneProcess() throws IOException, InterruptedException {
        // Clips of known length go through the network together, whole files alone.
        List<Utterance> recordings = new ArrayList<>(Manifest.read(TinySpeech.CORPUS.resolve("dev.jsonl")));
        recordings.replaceAll(one -> one.id().hashCode() % 2 == 0
                ? one
                : one.withClip(Clip.whole(one.clip().audio())));
        Path manifest = TinySpeech.manifest(folder.resolve("recordings.jsonl"), recordings);
        Object[] command = {"corpus", "build", "-m", MODEL, manifest};
        Path one = folder.resolve("one.jsonl");
        Program whole = run(Program.with(command, "-o", one));

        runParts(Program.with(command, "-o", one));
        Path three = folder.resolve("three.jsonl");
        Program merged = Program.run("merge", parts, "-o", three, "--quiet");

        assertThat(merged).isEqualTo(whole);
        assertThat(three).hasSameTextualContentAs(one);
    }
}
