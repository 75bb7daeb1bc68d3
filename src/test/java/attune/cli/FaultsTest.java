package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private final StringWriter written = new StringWriter();
    private final PrintWriter err = new PrintWriter(written);

    @Test
    void anErrorOfTheMachineIsOneLineAndItsTraceAFile() throws IOException {
        int code = Faults.handleError(new NoClassDefFoundError("attune/Gone"), new String[] {"inspect", "m"}, err);
        assertThat(code).isEqualTo(70);
        assertThat(written.toString().lines()).hasSize(1);
        Matcher log = Pattern.compile("report it with (\\S+)").matcher(written.toString());
        assertThat(log.find()).isTrue();
        Path file = Path.of(log.group(1));
        assertThat(file).content().contains("attune inspect m", "attune/Gone", "FaultsTest");
        Files.delete(file);
    }

    @Test
    void anErrorWhoseTraceCannotBeWrittenIsOneLineWithItsPlace() {
        String folder = System.setProperty("java.io.tmpdir", "/nonexistent");
        try {
            assertThat(Faults.handleError(new NoClassDefFoundError("attune/Gone"), new String[0], err))
                    .isEqualTo(70);
        } finally {
            System.setProperty("java.io.tmpdir", folder);
        }
        assertThat(written.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .contains("attune/Gone", "FaultsTest", "no log could be written", "/nonexistent"));
    }

    @Test
    void aLibraryThatCannotBeUnpackedNamesTheFolder() {
        Error error = new ExceptionInInitializerError(new IllegalStateException(
                "ND4J", new UnsatisfiedLinkError("no jniopenblas in java.library.path: /lib")));
        assertThat(Faults.handleError(error, new String[0], err)).isEqualTo(2);
        assertThat(written.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("no jniopenblas", "/.javacpp/cache", "cachedir"));
    }

    @Test
    void wantOfMemoryIsSeenThroughItsWrappings() {
        Error error = new AssertionError("forward pass", new OutOfMemoryError("totalBytes (937M) > maxBytes (960M)"));
        assertThat(Faults.handleError(error, new String[0], err)).isEqualTo(70);
        assertThat(written.toString()).contains("out of memory", "937M", "-Xmx8g");
    }

    @Test
    void wantOfMemoryNamesWhatNeedsLess() {
        assertThat(Faults.handleError(new OutOfMemoryError("Java heap space"), new String[0], err))
                .isEqualTo(70);
        assertThat(written.toString()).contains("Java heap space", "--batch-size");
        assertThat(written.toString().lines()).hasSize(1);
    }
}
