package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.launcher.JavaModuleOptions;

/** A standalone master and workers of one core each, processes of this machine, from the jars that Maven resolved. */
final class Cluster implements AutoCloseable {
    static final Path JAR = Path.of("target", "attune-spark.jar").toAbsolutePath();
    private static final Path HOME = Path.of(System.getProperty("spark.home"));
    private static final Pattern URL = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final String HOST = "127.0.0.1";

    private final Path folder;
    private final String url;
    private final List<Process> processes = new ArrayList<>();

    /** What a program did. */
    record Result(int code, List<String> out, String err) {}

    Cluster(Path folder, int workers) throws IOException, InterruptedException {
        this.folder = Files.createDirectories(folder);
        try {
            Path log = folder.resolve("master.log");
            start(log, "org.apache.spark.deploy.master.Master", "--host", HOST, "--port", "0", "--webui-port", "0");
            this.url = await(log, URL);
            for (int i = 0; i < workers; i++) {
                startWorker(i);
            }
        } catch (IOException | InterruptedException | RuntimeException | Error e) { // nobody else could end them
            close();
            throw e;
        }
    }

    private void startWorker(int number) throws IOException, InterruptedException {
        Path own = Files.createDirectories(folder.resolve("worker" + number));
        Path said = folder.resolve("worker" + number + ".log");
        start(
                said,
                "org.apache.spark.deploy.worker.Worker",
                "--host",
                HOST,
                "--webui-port",
                "0",
                "--cores",
                "1",
                "--memory",
                "2g",
                "--work-dir",
                own.toString(),
                url);
        await(said, Pattern.compile("(Successfully registered)"));
    }

    private void start(Path log, String... command) throws IOException {
        processes.add(java(folder, "-Xmx256m", command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    private static ProcessBuilder java(Path folder, String memory, String... command) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.add(memory);
        words.addAll(List.of(JavaModuleOptions.defaultModuleOptions().strip().split("\\s+", -1)));
        words.addAll(List.of("-cp", HOME.resolve("jars") + "/*"));
        words.addAll(List.of(command));
        ProcessBuilder builder = new ProcessBuilder(words).directory(folder.toFile());
        builder.environment().put("SPARK_HOME", HOME.toString());
        builder.environment().put("SPARK_SCALA_VERSION", "2.13");
        builder.environment().put("SPARK_LOCAL_IP", HOST);
        builder.environment().put("OMP_NUM_THREADS", "1"); // as scripts/attune does; sums depend on it
        return builder;
    }

    private String await(Path log, Pattern line) throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2); System.nanoTime() < end; Thread.sleep(100)) {
            Matcher found = line.matcher(Files.readString(log));
            if (found.find()) {
                return found.group(1);
            }
        }
        throw new AssertionError(line + " never came in " + log + ":\n" + Files.readString(log));
    }

    /** Starts what {@code spark-submit} starts; its executors look for programs in a folder first. */
    Process submit(Path programs, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of("org.apache.spark.deploy.SparkSubmit", "--master", url));
        command.addAll(List.of("--conf", "spark.executorEnv.PATH=" + programs + ":" + System.getenv("PATH")));
        command.add(JAR.toString());
        command.addAll(arguments);
        return java(folder, "-Xmx1g", command.toArray(String[]::new))
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }

    /** Runs it without a cluster, as a program of its own. */
    Result runAlone(List<String> arguments) throws IOException, InterruptedException {
        return runAlone(List.of(), arguments);
    }

    /** The same with Java options. */
    Result runAlone(List<String> options, List<String> arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(options);
        command.add("attune.spark.Main");
        command.addAll(arguments);
        ProcessBuilder builder = java(folder, "-Xmx1g", command.toArray(String[]::new));
        List<String> words = builder.command();
        int classes = words.indexOf("-cp") + 1;
        words.set(classes, words.get(classes) + ":" + JAR);
        return end(builder.redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile())
                .start());
    }

    Result end(Process program) throws IOException, InterruptedException {
        if (!program.waitFor(10, TimeUnit.MINUTES)) {
            program.destroyForcibly();
        }
        return new Result(
                program.waitFor(),
                Files.readAllLines(folder.resolve("out.txt"), StandardCharsets.UTF_8),
                Files.readString(folder.resolve("err.txt")));
    }

    /** Kills one executor with SIGKILL as soon as something has happened. */
    void killExecutorOnce(BooleanSupplier happened, Process job) throws InterruptedException {
        while (!happened.getAsBoolean()) {
            assertThat(job.isAlive())
                    .as("ended before an executor could be killed")
                    .isTrue();
            Thread.sleep(20);
        }
        ProcessHandle executor = processes.stream()
                .skip(1)
                .flatMap(Process::children)
                .findFirst()
                .orElseThrow();
        assertThat(executor.destroyForcibly()).isTrue();
    }

    @Override
    public void close() throws InterruptedException {
        for (Process process : processes) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
    }
}
