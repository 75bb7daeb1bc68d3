package attune.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EqualFilesTest {
    @TempDir
    Path folder;

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void copiesAreKnownByTheirBytes() throws IOException {
        Path first = file("a.wav", "one").toRealPath();
        Path second = file("b.wav", "two").toRealPath();
        EqualFiles known = new EqualFiles(List.of(first, second, folder.resolve("missing.wav"), folder));

        assertThat(known.equalTo(folder.resolve(".").resolve("b.wav"))).contains(second);
        assertThat(known.equalTo(file("c.wav", "two"))).contains(second);
        assertThat(known.equalTo(file("d.wav", "six"))).isEmpty();
        assertThat(known.equalTo(file("e.wav", "three"))).isEmpty();
        assertThat(known.equalTo(folder.resolve("missing.wav"))).isEmpty();
    }

    /** Of two known files with the same bytes, each is itself. */
    @Test
    void aKnownFileIsItself() throws IOException {
        Path first = file("a.wav", "one").toRealPath();
        Path copy = file("b.wav", "one").toRealPath();
        EqualFiles known = new EqualFiles(List.of(first, copy));

        assertThat(known.equalTo(copy)).contains(copy);
        assertThat(known.equalTo(file("c.wav", "one"))).contains(first);
    }
}
