package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.ExternalTools;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn package} makes, unpacked and run where there is no Java. */
class DistributionIT {
    private static final Path SERVE = Path.of("scripts", "serve");
    private static final Path CLIP = Path.of("corpora", "asterisk-en", "clips", "conf-hasleft.flac");
    private static final Pattern LISTENING = Pattern.compile("listening on (http://[^;]+);.*");

    /** All that the launcher needs of the machine. */
    private static final List<String> TOOLS = List.of("bash", "dirname", "readlink", "locale", "nproc", "stty");

    @TempDir
    static Path folder;

    private static Path home;

    @BeforeAll
    static void unpack() throws IOException, InterruptedException {
        ExternalTools.require(TOOLS.toArray(String[]::new));
        ExternalTools.require("tar", "which", "curl");
        ExternalTools.run("tar", "-xzf", archive().toString(), "-C", folder.toString());
        home = folder.resolve(archive().getFileName().toString().replace(".tar.gz", ""));
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : TOOLS) {
            Path there = Path.of(ExternalTools.run("which", tool).strip());
            Files.createSymbolicLink(tools.resolve(tool), there.toRealPath());
        }
    }

    private static Path archive() throws IOException {
        try (Stream<Path> made = Files.list(Path.of("target"))) {
            List<Path> archives =
                    made.filter(file -> file.toString().endsWith(".tar.gz")).toList();
            assertThat(archives).as("made by: mvn package").hasSize(1);
            return archives.get(0);
        }
    }

    /** The program with nothing in its environment but a PATH on which there is no Java. */
    private static ProcessBuilder attune(Object... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin/attune").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("tools").toString());
        return builder;
    }

    private static String expected() throws IOException, InterruptedException {
        return Program.succeeds("transcribe", "-m", Path.of("models", "source-en", "source-en.attune"), CLIP)
                .get(0);
    }

    @Test
    void transcribesAsTheProgramThatWasBuilt() throws Exception {
        Process process =
                attune("transcribe", "-m", "source-en", CLIP.toAbsolutePath()).start();

        assertThat(process.inputReader(StandardCharsets.UTF_8).readLine()).isEqualTo(expected());
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void servesAndStops() throws Exception {
        Process server = attune("serve", "-m", "source-en", "--port", "0").start();
        try {
            BufferedReader log = server.errorReader(StandardCharsets.UTF_8);
            Matcher listening = LISTENING.matcher(log.readLine());
            assertThat(listening.matches()).isTrue();
            assertThat(server.info().command()).hasValue(home.toRealPath() + "/runtime/bin/java");
            String answer = ExternalTools.run(
                    "curl",
                    "--silent",
                    "--show-error",
                    "--fail-with-body",
                    "--form",
                    "model=source-en",
                    "--form",
                    "response_format=text",
                    "--form",
                    "file=@" + CLIP,
                    listening.group(1) + "/v1/audio/transcriptions");

            assertThat(answer.strip()).isEqualTo(expected());
            server.toHandle().destroy(); // Process.destroy would close its streams
            assertThat(server.waitFor(2, TimeUnit.MINUTES)).isTrue();
            assertThat(server.exitValue()).isZero();
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    void theLicenceOfEachLibraryIsTold() throws IOException {
        List<String> named = Files.readAllLines(home.resolve("NOTICE")).stream()
                .flatMap(line -> Stream.of(line.strip().split("\\s+")))
                .toList();
        try (Stream<Path> libraries = Files.list(home.resolve("program/lib"))) {
            assertThat(libraries.map(library -> library.getFileName().toString()))
                    .hasSizeGreaterThan(40)
                    .allMatch(library -> named.stream().anyMatch(name -> library.startsWith(name + "-")));
        }
        assertThat(home.resolve("runtime/legal/java.base/LICENSE")).exists();
        assertThat(home.resolve("LICENSE")).hasSameBinaryContentAs(Path.of("LICENSE"));
    }

    /** Nobody builds the image or starts the service here, but what they name is there. */
    @Test
    void theContainerAndTheServiceNameFilesThatAreThere() throws IOException {
        String dockerfile = Files.readString(SERVE.resolve("Dockerfile"));
        String service = Files.readString(SERVE.resolve("attune.service"));
        String version = dockerfile.replaceFirst("(?s).*ARG VERSION=(\\S+).*", "$1");

        assertThat(archive()).hasFileName("attune-" + version + "-linux-x86_64.tar.gz");
        assertThat(service).contains("attune-" + version + "-linux-x86_64.tar.gz");
        assertThat(home.resolve("etc/attune.service")).hasContent(service);
        List<Path> named = Pattern.compile("/opt/attune/(bin/\\w+|etc/[\\w.]+)")
                .matcher(dockerfile + service)
                .results()
                .map(result -> home.resolve(result.group(1)))
                .toList();
        assertThat(named).hasSizeGreaterThan(3).allMatch(Files::exists);
    }
}
