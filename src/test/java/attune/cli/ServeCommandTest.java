package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** {@code serve} where it cannot start; {@code ServeIT} is about where it can. */
class ServeCommandTest {
    @TempDir
    static Path folder;

    private static String bundle;

    @BeforeAll
    static void prepare() throws IOException {
        bundle = TinySpeech.bundle(folder.resolve("tiny.attune"), 1).toString();
        Files.writeString(folder.resolve("keys.txt"), "short\n");
        Files.writeString(folder.resolve("password.txt"), "secret\n");
    }

    private static InProcess serve(String words) {
        return InProcess.run(Stream.concat(Stream.of("serve"), Arrays.stream(words.split(" ", -1)))
                .map(word -> word.replace("BUNDLE", bundle).replace("FOLDER", folder.toString()))
                .toArray(String[]::new));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --port 0                                             | --model, --models
            --models FOLDER -m BUNDLE                            | --models, excludes
            --models FOLDER/none                                 | --models, is not a folder
            -m BUNDLE -m BUNDLE                                  | two models are called 'tiny', ID=MODEL
            -m FOLDER/none.attune                                | none.attune
            -m BUNDLE --host 0.0.0.0                             | --host, 0.0.0.0, --api-key-file, --open
            -m BUNDLE --host no.such.host.invalid                | --host, no.such.host.invalid
            -m BUNDLE --api-key-file FOLDER/keys.txt             | keys.txt:1, 16
            -m BUNDLE --tls FOLDER/none.p12                      | --tls, --tls-password-file
            -m BUNDLE --tls-password-file FOLDER/password.txt    | --tls-password-file, --tls
            -m BUNDLE --tls FOLDER/no.p12 --tls-password-file FOLDER/password.txt | --tls, no.p12
            -m BUNDLE --queue 0                                  | --queue, above 0
            -m BUNDLE --queue=-1                                 | --queue: must be above 0, not -1;
            -m BUNDLE --max-body=-1                              | --max-body: must be above 0, not -1;
            -m BUNDLE --max-sound=-0.5                           | --max-sound: must be above 0, not -0.5;
            -m BUNDLE --tls FOLDER/keys.txt --tls-password-file FOLDER/password.txt | keys.txt: is not a key store; give one of PKCS #12
            -m BUNDLE --port 99999                               | --port: '99999' is not from 0 to 65535
            -m BUNDLE --alias whisper-1=other                    | --alias whisper-1=other: no model is called 'other', tiny
            -m BUNDLE --alias whisper-1                          | option '--alias' (NAME=ID) should be
            -m BUNDLE --log-format xml                           | --log-format
            """)
    void whatIsWrongIsToldInALine(String arguments, String told) {
        InProcess run = serve(arguments);

        assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).hasSize(1);
        assertThat(run.err()).contains(List.of(told.split(", ", -1)));
    }

    @Test
    void aPortInUseIsTold() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            InProcess run = serve("-m BUNDLE --port " + taken.getLocalPort());

            assertThat(run.code()).isEqualTo(ExitCodes.USER_FAULT);
            assertThat(run.err()).contains(":" + taken.getLocalPort(), "give another port");
        }
    }

    @Test
    void modelsAreCalledByTheirFilesOrRuns() {
        ServedBundle.Converter converter = new ServedBundle.Converter();

        assertThat(converter.convert(bundle).id()).isEqualTo("tiny");
        assertThat(converter.convert("ivr=" + bundle)).isEqualTo(new ServedBundle("ivr", Path.of(bundle)));
        assertThat(converter.convert("runs/ivr/adapted.attune").id()).isEqualTo("ivr");
    }

    @Test
    void aFolderWithoutModelsIsWarnedOf(@TempDir Path empty) throws InterruptedException {
        StringWriter err = new StringWriter();
        CommandLine program = Main.commandLine(new PrintWriter(new StringWriter()), new PrintWriter(err));
        Thread server = new Thread(() -> program.execute("serve", "--models", empty.toString(), "--port", "0", "-q"));
        server.start();
        while (server.isAlive() && err.toString().isEmpty()) {
            Thread.sleep(20);
        }
        server.interrupt();
        server.join();
        assertThat(err.toString().lines())
                .containsExactly("attune: warning: " + empty + ": holds no model that can be served, neither a bundle"
                        + " (*.attune) nor a finished run; put one there, or stop and give another --models");
    }
}
