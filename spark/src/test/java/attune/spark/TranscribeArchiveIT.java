package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import attune.audio.AudioReader;
import attune.audio.WavWriter;
import attune.audio.Waveform;
import attune.corpus.Clip;
import attune.corpus.Manifest;
import attune.corpus.Utterance;
import attune.spark.hadoop.Locations;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * An archive on a real cluster: the shipped prompts several times over, once on HDFS, and among them a long recording, a
 * damaged file, a missing one, and one that kills every process that reads it. An executor is killed midway for no reason
 * at all.
 */
@ExtendWith(SharedCluster.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TranscribeArchiveIT {
    private static final Path CORPUS = Path.of("..", "corpora", "asterisk-en", "test.jsonl");
    private static final Path MODEL =
            Path.of("..", "models", "source-en", "source-en.attune").toAbsolutePath();
    private static final int COPIES = 3;
    private static final int RATE_HZ = 16_000;
    private static final String LONG = "long";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    static Path folder;

    private static MiniDFSCluster hdfs;
    private static Cluster cluster;
    private static Path manifest;
    private static Path out;
    private static List<Utterance> prompts;
    private static Map<String, String> expected = Map.of();

    @BeforeAll
    static void archive() throws IOException, InterruptedException {
        out = folder.resolve("transcripts");
        prompts = Manifest.read(CORPUS);
        List<Utterance> clips = new ArrayList<>();
        for (int copy = 0; copy < COPIES; copy++) {
            for (Utterance prompt : prompts) {
                clips.add(prompt.withId(prompt.id() + "#" + copy));
            }
        }
        Configuration settings = new Configuration();
        settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
        hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
        for (Utterance prompt : prompts) {
            Path audio = prompt.clip().audio();
            clips.add(whole(prompt.id() + "#hdfs", onHdfs("calls", audio)));
        }
        clips.add(whole(LONG, longRecording()));
        clips.add(whole("missing", folder.resolve("missing.wav")));
        clips.add(whole("missing#hdfs", Locations.of(hdfs.getURI() + "/calls/missing.wav")));
        clips.add(whole("damaged", damaged(prompts.get(0).clip().audio())));
        Path deadly = Files.writeString(folder.resolve("deadly.m4a"), "known to no reader but ffmpeg");
        clips.add(whole("deadly", onHdfs("calls", deadly)));
        manifest = folder.resolve("archive.jsonl");
        Manifest.write(manifest, clips);
        Path ffmpeg = Files.writeString(
                Files.createDirectory(folder.resolve("programs")).resolve("ffmpeg"), "#!/bin/sh\nkill -9 $PPID\n");
        Files.setPosixFilePermissions(ffmpeg, PosixFilePermissions.fromString("rwxr-xr-x"));
        cluster = SharedCluster.get();
    }

    @AfterAll
    static void end() {
        if (hdfs != null) {
            hdfs.close();
        }
    }

    private static Path onHdfs(String where, Path file) throws IOException {
        Path there = Locations.of(hdfs.getURI() + "/" + where);
        return Files.copy(
                file, Files.createDirectories(there).resolve(file.getFileName().toString()));
    }

    private static Utterance whole(String id, Path audio) {
        return new Utterance(id, Clip.whole(audio), Optional.empty(), id, Map.of());
    }

    /** All prompts one after another, twice: eight minutes, four shards' worth. */
    private static Path longRecording() throws IOException {
        AudioReader reader = new AudioReader();
        List<float[]> sounds = new ArrayList<>();
        for (Utterance prompt : prompts) {
            sounds.add(reader.read(prompt.clip().audio(), RATE_HZ).samples());
        }
        sounds.addAll(List.copyOf(sounds));
        FloatBuffer joined = FloatBuffer.allocate(
                sounds.stream().mapToInt(sound -> sound.length).sum());
        sounds.forEach(joined::put);
        Path file = folder.resolve("long.wav");
        WavWriter.write(file, new Waveform(joined.array(), RATE_HZ));
        return file;
    }

    private static Path damaged(Path flac) throws IOException {
        byte[] bytes = Files.readAllBytes(flac);
        ByteBuffer.wrap(bytes).position(bytes.length / 2).put(new byte[1000]);
        return Files.write(folder.resolve("damaged.flac"), bytes);
    }

    private static List<String> arguments(String... more) {
        List<String> arguments = new ArrayList<>(List.of("transcribe", "-m", MODEL.toString(), manifest.toString()));
        arguments.addAll(List.of("--out", out.toString(), "--shard-minutes", "2"));
        arguments.addAll(List.of(more));
        return arguments;
    }

    @Test
    @Order(1)
    void everyClipIsThereOnceThoughExecutorsAreKilled() throws IOException, InterruptedException {
        Process job = cluster.submit(folder.resolve("programs"), arguments());
        cluster.killExecutorOnce(() -> parts(out).size() >= 3, job);
        Cluster.Result result = cluster.end(job);

        assertThat(result.code()).as(result.err()).isZero();
        Map<String, JsonNode> rows = rows(out);
        assertThat(rows).hasSize((COPIES + 1) * prompts.size() + 5);
        assertThat(fault(rows, "missing")).contains("missing.wav");
        assertThat(fault(rows, "missing#hdfs")).startsWith(hdfs.getURI() + "/calls/missing.wav: does not exist");
        assertThat(fault(rows, "damaged")).contains("damaged.flac");
        assertThat(fault(rows, "deadly")).contains("2 attempts");
        assertThat(result.out()).singleElement().asString().contains("with a text, 4 with a fault");
        expected = transcribedByTheProgram();
        requireExpected(rows);
        assertThat(out).isDirectoryNotContaining("glob:**/{.*,begun}");
    }

    @Test
    @Order(2)
    void startedAgainItDoesOnlyWhatIsMissing() throws IOException, InterruptedException {
        Map<String, JsonNode> before = rows(out);
        List<Path> parts = parts(out);
        List<Path> lost = List.of(parts.get(0), parts.get(3));
        Map<Path, FileTime> written = new HashMap<>();
        for (Path part : parts) {
            written.put(part, Files.getLastModifiedTime(part));
        }
        for (Path part : lost) {
            Files.delete(part);
        }

        Cluster.Result result = cluster.end(cluster.submit(folder.resolve("programs"), arguments()));

        assertThat(result.code()).as(result.err()).isZero();
        assertThat(result.out())
                .singleElement()
                .asString()
                .startsWith("2 shards transcribed, " + (parts.size() - 2) + " were there");
        assertThat(rows(out)).isEqualTo(before);
        assertThat(parts(out)).isEqualTo(parts);
        for (Path part : parts) {
            assertThat(Files.getLastModifiedTime(part).equals(written.get(part)))
                    .as(part.toString())
                    .isNotEqualTo(lost.contains(part));
        }
    }

    @Test
    @Order(3)
    void otherDecodingOfWhatWasBegunIsRefused() throws IOException, InterruptedException {
        Cluster.Result result = cluster.runAlone(arguments("--greedy"));

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err().lines().filter(line -> line.startsWith("attune: ")))
                .singleElement()
                .asString()
                .contains("plan.json: was begun with another greedy (false, now true)");
    }

    @Test
    @Order(4)
    void archiveAndTranscriptsMayBeOnHdfs() throws IOException, InterruptedException {
        for (Utterance prompt : prompts.subList(0, 8)) {
            onHdfs("few", prompt.clip().audio());
        }
        Path there = Locations.of(hdfs.getURI() + "/transcripts");

        List<String> arguments = List.of(
                "transcribe",
                "-m",
                MODEL.toString(),
                hdfs.getURI() + "/few",
                "-o",
                there.toString(),
                "--shard-minutes",
                "0.3",
                "--parquet");
        Cluster.Result result = cluster.runAlone(arguments);

        assertThat(result.code()).as(result.err()).isZero();
        Map<String, JsonNode> rows = rows(there);
        assertThat(rows).hasSize(8);
        assertThat(rows.keySet()).allMatch(id -> id.startsWith(hdfs.getURI() + "/few/"));
        requireExpected(rows);
        assertThat(parts(there)).hasSizeGreaterThan(1);
        assertThat(parquet(there.resolve("parquet"))).isEqualTo(wordEnds(rows));
        Cluster.Result again = cluster.runAlone(arguments);
        assertThat(again.out()).singleElement().asString().startsWith("0 shards transcribed, ");
    }

    /** The end of each clip's last word, in the rows. */
    private static Map<String, Double> wordEnds(Map<String, JsonNode> rows) {
        Map<String, Double> ends = new TreeMap<>();
        rows.forEach((id, row) -> ends.put(
                id,
                row.path("words").path(row.path("words").size() - 1).path("end").asDouble()));
        return ends;
    }

    /** The same in Parquet, as its own reader reads it. */
    private static Map<String, Double> parquet(Path folder) throws IOException {
        Map<String, Double> ends = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.parquet")) {
            for (Path file : files) {
                try (ParquetReader<Group> reader = ParquetReader.builder(
                                new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toString()))
                        .build()) {
                    for (Group row = reader.read(); row != null; row = reader.read()) {
                        Group words = row.getGroup("words", 0);
                        Group last = words.getGroup(0, words.getFieldRepetitionCount(0) - 1)
                                .getGroup(0, 0);
                        ends.put(row.getString("id", 0), last.getDouble("end", 0));
                    }
                }
            }
        }
        return ends;
    }

    private static void requireExpected(Map<String, JsonNode> rows) {
        rows.forEach((id, row) -> {
            if (!row.has("fault")) {
                assertThat(row.path("text").asText())
                        .as(id)
                        .isEqualTo(expected.get(name(row.path("audio_filepath").asText())));
                assertThat(row.path("words").isArray()).as(id).isTrue();
            }
        });
    }

    private static String name(String audio) {
        return audio.substring(audio.lastIndexOf('/') + 1);
    }

    private static String fault(Map<String, JsonNode> rows, String id) {
        return Objects.requireNonNull(rows.get(id), id).path("fault").asText();
    }

    /** The one-machine program's texts by the names of their files. */
    private static Map<String, String> transcribedByTheProgram() throws IOException, InterruptedException {
        String printed = OneMachine.run(
                folder,
                List.of(
                        "transcribe",
                        "--quiet",
                        "--format",
                        "json",
                        "-m",
                        MODEL.toString(),
                        CORPUS.toAbsolutePath().normalize().toString(),
                        folder.resolve("long.wav").toString()),
                0);
        Map<String, String> texts = new HashMap<>();
        for (String line : printed.lines().toList()) {
            JsonNode row = JSON.readTree(line);
            texts.put(
                    name(row.path("audio_filepath").asText()), row.path("text").asText());
        }
        return texts;
    }

    /** All rows by id; no id twice. */
    private static Map<String, JsonNode> rows(Path out) throws IOException {
        Map<String, JsonNode> rows = new TreeMap<>();
        for (Path part : parts(out)) {
            for (String line : Files.readAllLines(part)) {
                JsonNode row = JSON.readTree(line);
                assertThat(rows.put(row.path("id").asText(), row)).as(line).isNull();
            }
        }
        return rows;
    }

    private static List<Path> parts(Path out) {
        if (!Files.exists(out)) {
            return List.of();
        }
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(out, "part-*.jsonl")) {
            List<Path> all = new ArrayList<>();
            parts.forEach(all::add);
            return all.stream().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
