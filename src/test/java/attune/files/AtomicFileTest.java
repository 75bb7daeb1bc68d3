package attune.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AtomicFileTest {

    @TempDir
    Path folder;

    @Test
    void missingFoldersAreMade() throws IOException {
        Path file = folder.resolve("runs/first/plan.json");
        AtomicFile.writeText(file, "écoute ✓\n");
        assertThat(Files.readAllBytes(file)).asString(StandardCharsets.UTF_8).isEqualTo("écoute ✓\n");
        assertThat(namesIn(folder.resolve("runs/first"))).containsExactly("plan.json");
    }

    @Test
    void theOldFileStandsUntilTheNewOneIsWhole() throws IOException {
        Path file = old();
        AtomicFile.write(file, out -> {
            out.write(new byte[1 << 20]);
            out.flush();
            assertThat(file).hasContent("old");
        });
        assertThat(file).hasBinaryContent(new byte[1 << 20]);
        assertThat(namesIn(folder)).containsExactly("file");
    }

    @Test
    void manyMayWriteOneFileAtOnceAndOneOfThemWins() throws IOException {
        Path file = folder.resolve("made/file");
        IntStream.range(0, 200).parallel().forEach(i -> {
            byte[] bytes = new byte[10_000 + i];
            Arrays.fill(bytes, (byte) i);
            try {
                AtomicFile.writeAmongOthers(file, out -> out.write(bytes));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        byte[] left = Files.readAllBytes(file);
        byte[] whole = new byte[left.length];
        Arrays.fill(whole, (byte) (left.length - 10_000));
        assertThat(left).isEqualTo(whole);
        assertThat(namesIn(folder.resolve("made"))).containsExactly("file");
    }

    @Test
    void ofTwoMachinesTheLastToFinishWins() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.write(file, "host1", slow -> {
            slow.write(1);
            AtomicFile.write(file, "host2", fast -> fast.write(2));
            assertThat(file).hasBinaryContent(new byte[] {2});
        });
        assertThat(file).hasBinaryContent(new byte[] {1});
        assertThat(namesIn(folder)).containsExactly("file");
    }

    @Test
    void aFileThatIsBeingWrittenIsKnownByItsName() throws IOException {
        Path file = folder.resolve("file");
        AtomicFile.writeAmongOthers(file, out -> {
            out.write(1);
            assertThat(namesIn(folder)).singleElement().satisfies(name -> {
                assertThat(AtomicFile.isPart(folder.resolve(name))).isTrue();
            });
        });
        assertThat(AtomicFile.isPart(file)).isFalse();
        assertThat(AtomicFile.isPart(folder.resolve("my.part"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1 << 20})
    void aBodyThatThrowsLeavesTheOldFileAndNothingElse(int bytesBefore) throws IOException {
        Path file = old();
        IOException full = new IOException("no space left on device");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[bytesBefore]);
                    throw full;
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": no space left on device")
                .hasCause(full);
        IllegalStateException bug = new IllegalStateException("a bug of the writer");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[bytesBefore]);
                    throw bug;
                }))
                .isSameAs(bug);
        assertThat(file).hasContent("old");
        assertThat(namesIn(folder)).containsExactly("file");
    }

    @Test
    void aBodyThatThrowsLeavesNoFileWhereThereWasNone() throws IOException {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("file"), out -> {
                    throw new IOException("no space left on device");
                }))
                .isInstanceOf(IOException.class);
        assertThat(namesIn(folder)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX) // in whose /proc nobody can make files
    void aFaultNamesTheFileThatTheUserKnows() {
        assertThatThrownBy(() -> AtomicFile.writeText(Path.of("/proc/file"), "new"))
                .isInstanceOf(FileSystemException.class)
                .hasMessageStartingWith("/proc/file");
    }

    @Test
    void whatAKilledWriterLeftBehindIsWrittenOver() throws IOException {
        Files.writeString(folder.resolve(".file.part"), "the first half of something longer");
        AtomicFile.writeText(folder.resolve("file"), "new");
        assertThat(folder.resolve("file")).hasContent("new");
        assertThat(namesIn(folder)).containsExactly("file");
    }

    private Path old() throws IOException {
        return Files.writeString(folder.resolve("file"), "old");
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).toList();
        }
    }
}
