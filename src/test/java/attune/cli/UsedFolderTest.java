package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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
}
