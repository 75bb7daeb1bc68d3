package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The result of the packaged program, run as a process of its own.
 *
 * @param code the exit code
 * @param out lines on standard output
 * @param err lines on standard error
 */
record Program(int code, List<String> out, List<String> err) {
    private static final Path JAR = Path.of("target", "attune.jar").toAbsolutePath();

    static ProcessBuilder of(Object... arguments) {
        assertThat(JAR).as("made by: mvn package").exists();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx1g", "-jar", JAR.toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static Program run(Object... arguments) throws IOException, InterruptedException {
        Path out = Files.createTempFile("out", ".txt");
        Path err = Files.createTempFile("err", ".txt");
        try {
            Process process = of(arguments)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new AssertionError(List.of(arguments) + " did not end");
            }
            return new Program(
                    process.exitValue(),
                    Files.readAllLines(out, StandardCharsets.UTF_8),
                    Files.readAllLines(err, StandardCharsets.UTF_8));
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** Its output, if it prints nothing else and succeeds. */
    static List<String> succeeds(Object... arguments) throws IOException, InterruptedException {
        Program run = run(with(arguments, "--quiet"));
        assertThat(run.err).as("nothing on standard error").allMatch(InProcess::isJudgement);
        assertThat(run.code).isZero();
        return run.out;
    }

    /** Starts the program and kills it, with no chance to tidy up, soon after a file appears. */
    static void kill(Object[] arguments, Path file) throws IOException, InterruptedException {
        Process process = of(arguments)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            while (!Files.exists(file)) {
                assertThat(process.isAlive())
                        .as("ended before it could be killed")
                        .isTrue();
                Thread.sleep(2);
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    static Object[] with(Object[] common, Object... more) {
        List<Object> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray();
    }
}
