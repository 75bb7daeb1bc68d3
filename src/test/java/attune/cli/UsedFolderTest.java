package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.runs.IfPresent;
import attune.runs.RunDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A folder that a command must not use is refused before minutes go into reading speech or pictures. */
class UsedFolderTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"adapt -m nowhere", "sweep -m nowhere", "pretrain", "image adapt -m nowhere"})
    void isRefusedBeforeAnythingIsRead(String command) throws IOException {
        Files.writeString(folder.resolve("thesis.txt"), "ten years");
        String[] rest = {"--train", "nowhere", "-o", folder.toString()};
        InProcess run = InProcess.run(
                Stream.of(command.split(" "), rest).flatMap(Stream::of).toArray(String[]::new));
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("attune: " + folder + ": the output folder exists and is not empty");
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
    }

    @ParameterizedTest
    @CsvSource({"adapt, out", "sweep --try output --shard 1/2 --parts PARTS, parts/sweep-1-of-2"})
    void oneThatAnotherRunIsUsingMayBeTriedAgain(String command, String used) throws IOException {
        TinyInputs inputs = TinyInputs.in(folder);
        String out = folder.resolve("out").toString();
        String[] rest = {"-m", inputs.bundle(), "--train", inputs.digits(), "-o", out};
        String[] words =
                command.replace("PARTS", folder.resolve("parts").toString()).split(" ");
        try (RunDirectory ignored = RunDirectory.open(folder.resolve(used), IfPresent.REFUSE, List.of())) {
            InProcess run = InProcess.run(TinyInputs.with(words, rest));
            assertThat(run.errLines()).last().asString().contains("another run is using this folder");
            assertThat(run.code()).isEqualTo(ExitCodes.FOLDER_IN_USE);
        }
    }
}
