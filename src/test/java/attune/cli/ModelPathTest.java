package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.TypeConversionException;

class ModelPathTest {
    private static final String HOME = "attune.home";

    @TempDir
    Path folder;

    @AfterEach
    void noHome() {
        System.clearProperty(HOME);
    }

    private static Path model(Path meant) {
        return new ModelPath().convert(meant.toString());
    }

    @Test
    void aFileOrTheFolderOfABundleIsItself() throws IOException {
        Path file = Files.createFile(folder.resolve("m.attune"));
        assertThat(model(file)).isEqualTo(file);
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Files.createFile(unpacked.resolve("model.json"));
        assertThat(model(unpacked)).isEqualTo(unpacked);
    }

    @Test
    void aRunIsItsModel() throws IOException {
        Path run = Files.createDirectory(folder.resolve("run"));
        assertThat(model(run)).as("no run").isEqualTo(run);
        Files.createDirectory(run.resolve("checkpoints"));
        assertThatThrownBy(() -> model(run))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("is not finished; go on with --resume");
        Path adapted = Files.createFile(run.resolve("adapted.attune"));
        assertThat(model(run)).isEqualTo(adapted);
    }

    @Test
    void aNameIsAShippedModelIfNoFileHasIt() throws IOException {
        System.setProperty(HOME, folder.toString());
        Path shipped = folder.resolve("models").resolve("tiny").resolve("tiny.attune");
        Files.createDirectories(shipped.getParent());
        Files.createFile(shipped);
        assertThat(new ModelPath().convert("tiny")).isEqualTo(shipped);
        assertThat(new ModelPath().convert("tiny.attune")).isEqualTo(shipped);
        assertThatThrownBy(() -> new ModelPath().convert("other"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessage("'other' is neither a file nor a shipped model; shipped are tiny");
        assertThatThrownBy(() -> new ModelPath().convert("tyni"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("did you mean tiny?");
        System.clearProperty(HOME);
        assertThat(new ModelPath().convert("tiny")).isEqualTo(Path.of("tiny"));
    }

    @Test
    void anyOtherFolderStaysWhatItIs() {
        assertThat(model(folder)).isEqualTo(folder);
    }
}
