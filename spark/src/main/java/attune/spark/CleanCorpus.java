package attune.spark;

import attune.corpus.JsonLines;
import attune.fault.UserFault;
import attune.files.AtomicFile;
import attune.spark.hadoop.Locations;
import attune.speech.SpeechModel;
import attune.speech.inspection.Defect;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * Writes what can be learnt from of a corpus of any size: no process holds a list of its clips. The executors measure
 * them into a table, Spark SQL compares the rows, and the driver writes what comes out of it, line by line.
 */
final class CleanCorpus {
    private static final Pattern SEVERAL = Pattern.compile("[,*?\\[\\]{}\\\\]");

    private static final ObjectMapper JSON = new JsonMapper();

    /** Parts of a manifest for each core, so that long clips in one of them keep no other core waiting. */
    private static final int PARTS_OF_A_CORE = 8;

    private final Request request;
    private final Path clean;
    private final Path rejected;

    /**
     * What to do.
     *
     * @param model that is to learn from the corpus
     * @param corpus its manifests, of JSON lines
     * @param heldOut manifests of clips that it must not have
     * @param out the folder that the results go into
     */
    record Request(Path model, List<Path> corpus, List<Path> heldOut, Path out) {}

    /** All paths are absolute. */
    CleanCorpus(Request request) {
        this.request = request;
        this.clean = request.out.resolve("clean.jsonl");
        this.rejected = request.out.resolve("rejected.jsonl");
    }

    CleanReport run(SparkConf settings) throws IOException {
        requireNew();
        requirePlain(request.out);
        for (Path manifest : all()) {
            requirePlain(manifest);
            requireJsonLines(manifest);
        }
        SpeechModel.open(request.model); // tells what is wrong with it before a cluster works
        Files.createDirectories(request.out);
        try (JavaSparkContext spark = new JavaSparkContext(settings)) {
            SparkSession session = SparkSession.builder().getOrCreate();
            String clips = Locations.forHadoop(request.out.resolve(CleanQuery.VIEW));
            session.createDataFrame(measured(spark), StructType.fromDDL(LineRows.COLUMNS))
                    .write()
                    .mode(SaveMode.Overwrite)
                    .parquet(clips);
            session.read().parquet(clips).createOrReplaceTempView(CleanQuery.VIEW);
            requireHeldOut(session);
            return written(session.sql(CleanQuery.SQL).toLocalIterator());
        } catch (UserFault | IOException e) {
            throw e;
        } catch (Exception e) { // Spark's are checked but not declared
            throw BrokenJob.fault(request.out.toString(), e);
        }
    }

    private List<Path> all() {
        return Stream.concat(request.corpus.stream(), request.heldOut.stream()).toList();
    }

    private void requireNew() {
        for (Path file : List.of(clean, rejected)) {
            if (Files.exists(file)) {
                throw new UserFault(file.toString(), "already exists", "give another folder, or remove it");
            }
        }
    }

    private static void requirePlain(Path path) {
        if (SEVERAL.matcher(path.toString()).find()) {
            throw new UserFault(
                    path.toString(), "has one of , * ? [ ] { } \\, by which Spark means several files", "rename it");
        }
    }

    private static void requireJsonLines(Path manifest) throws IOException {
        if (!Files.isRegularFile(manifest)) {
            throw new UserFault(manifest.toString(), "no such file", "check the path of the manifest");
        }
        try (BufferedReader lines = Files.newBufferedReader(manifest)) {
            String line = lines.readLine();
            while (line != null && line.isBlank()) {
                line = lines.readLine();
            }
            if (line == null || !JsonLines.recognises(line)) {
                throw new UserFault(
                        manifest.toString(),
                        "is no manifest of JSON lines",
                        "attune corpus convert makes one of others");
            }
        }
    }

    private JavaRDD<Row> measured(JavaSparkContext spark) throws IOException {
        String out = request.out.toRealPath().toString();
        JavaRDD<Row> rows = spark.emptyRDD();
        int number = 0;
        for (Path manifest : all()) {
            boolean heldOut = number >= request.corpus.size();
            LineRows ofLines = new LineRows(manifest.toString(), number, heldOut, request.model.toString(), out);
            rows = rows.union(
                    spark.textFile(Locations.forHadoop(manifest), PARTS_OF_A_CORE * spark.defaultParallelism())
                            .zipWithIndex()
                            .mapPartitions(ofLines));
            number++;
        }
        return rows;
    }

    /** Clips that cannot be read from their manifest could not be looked for. */
    private static void requireHeldOut(SparkSession session) {
        List<Row> wrong = session.sql(
                        "SELECT problem FROM clips WHERE held_out AND problem IS NOT NULL ORDER BY place LIMIT 1")
                .collectAsList();
        if (!wrong.isEmpty()) {
            throw new UserFault("--held-out", wrong.get(0).getString(0), "mend the manifest");
        }
    }

    /** An empty list is no manifest. */
    private CleanReport written(Iterator<Row> rows) throws IOException {
        CleanReport report = new CleanReport();
        AtomicFile.write(
                clean,
                kept -> AtomicFile.write(rejected, left -> {
                    while (rows.hasNext()) {
                        write(rows.next(), kept, left, report);
                    }
                }));
        for (Path file : List.of(clean, rejected)) {
            if (Files.size(file) == 0) {
                Files.delete(file);
            }
        }
        return report;
    }

    private static void write(Row row, OutputStream kept, OutputStream left, CleanReport report) throws IOException {
        String problem = row.getAs("problem");
        if (problem != null) {
            report.wrongLine(problem);
            return;
        }
        String line = row.getAs("line");
        List<Row> findings = row.getList(row.fieldIndex("findings"));
        report.clip(
                row.<Double>getAs("seconds"),
                findings.stream().map(CleanCorpus::defect).toList());
        if (findings.isEmpty()) {
            kept.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        } else {
            ObjectNode json = (ObjectNode) JSON.readTree(line);
            json.put(
                    "reasons",
                    findings.stream()
                            .map(finding -> defect(finding).title() + ": " + finding.getString(1))
                            .collect(Collectors.joining("; ")));
            left.write((JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static Defect defect(Row finding) {
        return Defect.valueOf(finding.getString(0));
    }
}
