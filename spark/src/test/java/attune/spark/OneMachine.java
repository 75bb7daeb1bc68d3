package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The one-machine program, as a process. */
final class OneMachine {
    private OneMachine() {}

    /** What it prints on as many cores as an executor has, since the number of threads decides the last bits of training. */
    static String run(Path folder, List<String> arguments, int code) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:ActiveProcessorCount=1",
                "-Dorg.bytedeco.javacpp.maxphysicalbytes=0",
                "-Dorg.bytedeco.javacpp.maxbytes=3g",
                "-cp",
                System.getProperty("java.class.path"),
                "attune.cli.Main"));
        command.addAll(arguments);
        Path out = folder.resolve("program.out");
        Path err = folder.resolve("program.err");
        Process program = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        assertThat(program.waitFor()).as(Files.readString(err)).isEqualTo(code);
        return Files.readString(out);
    }
}
