package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BegunTest {
    @TempDir
    Path folder;

    @Test
    void aClipThatTwoAttemptsEndedWithIsProven() throws IOException {
        Begun first = Begun.read(folder.resolve("begun/00007"), "first");
        first.begin(0);
        first.begin(1);
        Begun second = Begun.read(folder.resolve("begun/00007"), "second");
        assertThat(second.deaths(0)).isZero();
        assertThat(second.deaths(1)).isEqualTo(1);
        assertThat(second.isProven(1)).isFalse();
        second.begin(2);
        second.begin(1);

        Begun third = Begun.read(folder.resolve("begun/00007"), "third");

        assertThat(third.isProven(1)).isTrue();
        assertThat(third.isProven(2)).isFalse();
    }

    @Test
    void anAttemptThatEndedWellProvesNothing() throws IOException {
        Begun first = Begun.read(folder, "first");
        first.begin(1);
        first.end();

        assertThat(Begun.read(folder, "second").deaths(1)).isZero();
    }

    @Test
    void anUnfinishedNoteIsPassedOver() throws IOException {
        Files.writeString(folder.resolve("killed"), "");

        assertThat(Begun.read(folder, "second").deaths(0)).isZero();
    }
}
