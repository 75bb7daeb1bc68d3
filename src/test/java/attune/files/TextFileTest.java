package attune.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
    @TempDir
    private Path folder;

    @Test
    void aByteOrderMarkIsNoText() throws IOException {
        Path file = folder.resolve("marked.txt");
        Files.write(file, "\uFEFFcafé\n".getBytes(StandardCharsets.UTF_8));
        assertThat(TextFile.read(file, "words")).isEqualTo("café\n");
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("none.txt");
        refuses(file, ": no such file; check the path of the words");
    }

    @Test
    void anotherEncodingIsNamed() throws IOException {
        Path file = folder.resolve("latin.txt");
        Files.write(file, "café".getBytes(StandardCharsets.ISO_8859_1));
        refuses(file, ": is not text in UTF-8; save the words in UTF-8");
    }

    @Test
    void aFolderIsNoText() {
        refuses(folder, ": cannot be read: Is a directory; check the file and its permissions");
    }

    private static void refuses(Path file, String message) {
        assertThatThrownBy(() -> TextFile.read(file, "words"))
                .isInstanceOf(UserFault.class)
                .hasMessage(file + message);
    }
}
