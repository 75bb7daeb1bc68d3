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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class FaultsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            devices foo                          | Unexpected argument 'foo'
            devices foo bar                      | Unexpected arguments 'foo', 'bar'
            sweep --minutes 1,x                  | '--minutes' (N[,N…]): 'x' is not a number
            adapt --epochs two                   | '--epochs': 'two' is not a whole number
            evaluate --format xml                | '--format': 'xml' is not one of text, json
            corpus convert a.jsonl --format x -o b | 'x' is not one of nemo, deepspeech, commonvoice, kaldi, librispeech
            """)
    void whatCannotBeParsedIsToldInPlainWords(String arguments, String told) {
        InProcess run = InProcess.run(arguments.split(" ", -1));
        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.errLines()).singleElement().asString().contains(told);
    }

    private final StringWriter written = new StringWriter();
    private final PrintWriter err = new PrintWriter(written);

    @Test
    void anErrorOfTheMachineIsOneLineAndItsTraceAFile() throws IOException {
        int code = Faults.handleError(
                new NoClassDefFoundError("attune/Gone"), parsed("inspect", "m"), new String[] {"inspect", "m"}, err);
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
            assertThat(Faults.handleError(
                            new NoClassDefFoundError("attune/Gone"), parsed("devices"), new String[0], err))
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
        assertThat(Faults.handleError(error, parsed("devices"), new String[0], err))
                .isEqualTo(2);
        assertThat(written.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("no jniopenblas", "/.javacpp/cache", "cachedir"));
    }

    @Test
    void wantOfMemoryIsSeenThroughItsWrappings() {
        Error error = new AssertionError("forward pass", new OutOfMemoryError("totalBytes (937M) > maxBytes (960M)"));
        assertThat(Faults.handleError(error, parsed("devices"), new String[0], err))
                .isEqualTo(70);
        assertThat(written.toString()).contains("out of memory", "937M", "-Xmx8g");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "adapt -m m --train a.jsonl -o run        | -Xmx8g, or take a smaller --batch-size, shorter clips",
                "image adapt -m m --train pictures -o run | -Xmx8g, or take a smaller --batch-size, shorter clips",
                "plan -m m --insert bilstm:16384          | -Xmx8g, or take a smaller network",
                "import deepspeech m -o m.attune          | -Xmx8g, or take a smaller network",
                "transcribe -m m a.wav                    | -Xmx8g, or take a smaller network or shorter recordings"
            })
    void wantOfMemoryNamesWhatNeedsLess(String arguments, String remedy) {
        String[] words = arguments.split(" ", -1);
        assertThat(Faults.handleError(new OutOfMemoryError("Java heap space"), parsed(words), words, err))
                .isEqualTo(70);
        assertThat(written.toString().lines())
                .singleElement()
                .satisfies(line -> assertThat(line).contains("(Java heap space)", remedy));
    }

    private CommandLine parsed(String... arguments) {
        CommandLine program = Main.commandLine(err, err);
        program.parseArgs(arguments);
        return program;
    }
}
