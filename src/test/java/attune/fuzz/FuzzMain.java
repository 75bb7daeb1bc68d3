package attune.fuzz;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A process that tries one reader.
 *
 * <pre>
 * java … attune.fuzz.FuzzMain list                          the readers, one a line
 * java … attune.fuzz.FuzzMain READER FROM TO WORK FINDINGS  mutants FROM to TO - 1; prints one JSON line
 * </pre>
 *
 * <p>A mutant that takes longer than its limit is a finding, and ends the process with exit code 3.
 */
final class FuzzMain {
    private static final long LIMIT_NANOS = 10_000_000_000L;
    private static final int HANGS = 3;

    private FuzzMain() {}

    public static void main(String[] arguments) throws IOException {
        PrintStream out = System.out;
        System.setOut(System.err); // nobody else may speak on the line
        if (arguments[0].equals("list")) {
            FuzzedReaders.all().forEach(reader -> out.println(reader.name()));
            return;
        }
        FuzzedReader reader = FuzzedReaders.named(arguments[0]);
        Path findings = Path.of(arguments[4]);
        Fuzzing fuzzing = new Fuzzing(reader, Files.createDirectories(Path.of(arguments[3])));
        fuzzing.readSamples();
        AtomicLong number = new AtomicLong();
        AtomicLong since = new AtomicLong(System.nanoTime());
        watch(reader, fuzzing, number, since, findings, out);
        Fuzzing.Report report = fuzzing.run(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]), begun -> {
            number.set(begun);
            since.set(System.nanoTime());
        });
        since.set(Long.MAX_VALUE);
        ObjectNode row = JsonMapper.builder().build().createObjectNode();
        row.put("inputs", report.inputs())
                .put("accepted", report.accepted())
                .put("refused", report.refused())
                .put("slowestSeconds", report.slowestSeconds());
        for (Fuzzing.Failure failure : report.failures()) {
            row.withArray("failures").add(failure.kind());
            keep(reader, fuzzing, failure.number(), failure.thrown(), findings);
        }
        out.println(row);
        System.exit(0);
    }

    private static void watch(
            FuzzedReader reader, Fuzzing fuzzing, AtomicLong number, AtomicLong since, Path findings, PrintStream out) {
        Thread work = Thread.currentThread();
        Thread watch = new Thread(() -> {
            while (since.get() == Long.MAX_VALUE || System.nanoTime() - since.get() < LIMIT_NANOS) {
                try {
                    Thread.sleep(200);
                } catch (InterruptedException e) {
                    return;
                }
            }
            Throwable where = new IllegalStateException("takes longer than " + LIMIT_NANOS / 1_000_000_000 + " s");
            where.setStackTrace(work.getStackTrace());
            try {
                keep(reader, fuzzing, number.get(), where, findings);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                out.println("{\"hang\": " + number.get() + "}");
                out.flush();
                Runtime.getRuntime().halt(HANGS);
            }
        });
        watch.setDaemon(true);
        watch.start();
    }

    /** The mutant and what was thrown, in a folder of its own. */
    private static void keep(FuzzedReader reader, Fuzzing fuzzing, long number, Throwable thrown, Path findings)
            throws IOException {
        Path folder = findings.resolve(reader.name() + "-" + number);
        fuzzing.mutant(number).writeTo(folder);
        try (PrintWriter trace = new PrintWriter(
                findings.resolve(reader.name() + "-" + number + ".txt").toFile(), StandardCharsets.UTF_8)) {
            thrown.printStackTrace(trace);
        }
    }
}
