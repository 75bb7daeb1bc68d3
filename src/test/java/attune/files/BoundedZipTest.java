package attune.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.fault.UserFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedZipTest {
    private static final BoundedZip.Limits LIMITS = new BoundedZip.Limits(2, 4 << 20, 100);

    @TempDir
    Path folder;

    @Test
    void plainEntriesAreListedAndRead() throws IOException {
        try (BoundedZip zip = BoundedZip.open(zip("b.txt", "beta", "a", ""), LIMITS)) {
            assertThat(zip.names()).containsExactly("a", "b.txt");
            assertThat(zip.size("b.txt")).isEqualTo(4);
            try (InputStream in = zip.open("b.txt")) {
                assertThat(in.read()).isEqualTo('b');
                assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("eta");
                assertThat(in.read()).isEqualTo(-1);
            }
            assertThatThrownBy(() -> zip.open("c")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "../a", "a/b", "a\\b", "a/", "C:a", ".a", "", "a b", "é", "a\nb", "a\u0000"})
    void aNameThatIsNotPlainIsRefused(String name) throws IOException {
        assertThat(BoundedZip.isPlainName(name)).isFalse();
        if (!name.isEmpty()) { // Java's own writer refuses that one
            refused(zip(name, ""), "is not a plain file name");
        }
    }

    @Test
    void limitsHoldToTheLast() throws IOException {
        try (BoundedZip zip = BoundedZip.open(zip("a", "x".repeat(1 << 20)), LIMITS)) {
            assertThat(zip.size("a"))
                    .as("no ratio is too high up to a mebibyte")
                    .isEqualTo(1 << 20);
        }
        refused(zip("a", "x".repeat((1 << 20) + 1)), "more than 100 to 1");
        refused(zip("a", "", "b", "", "c", ""), "holds 3 entries, more than the 2 allowed");
        refused(zip("a", "x".repeat((4 << 20) + 1)), "claims 4194305 bytes");
    }

    @Test
    void whatIsNoZipIsToldFromOneCutShort() throws IOException {
        byte[] whole = Files.readAllBytes(zip("a", "alpha"));
        for (int length = 2; length < whole.length; length++) {
            refused(Files.write(folder.resolve("cut"), Arrays.copyOf(whole, length)), "cut short");
        }
        refused(Files.writeString(folder.resolve("text"), "PQ"), "is not a zip file");
        assertThatThrownBy(() -> BoundedZip.open(folder.resolve("gone"), LIMITS))
                .isInstanceOf(NoSuchFileException.class);
    }

    private static void refused(Path file, String problem) {
        assertThatThrownBy(() -> BoundedZip.open(file, LIMITS).close())
                .isInstanceOf(UserFault.class)
                .hasMessageContaining(problem);
    }

    /** A zip of names and contents in turn. */
    private Path zip(String... entries) throws IOException {
        Path file = folder.resolve("test.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < entries.length; i += 2) {
                zip.putNextEntry(new ZipEntry(entries[i]));
                zip.write(entries[i + 1].getBytes(StandardCharsets.UTF_8));
            }
        }
        return file;
    }
}
