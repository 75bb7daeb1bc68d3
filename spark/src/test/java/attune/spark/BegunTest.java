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
        Path file = folder.resolve("begun/00007");
        Begun first = Begun.read(file, 3);
        first.begin(0);
        first.end(0);
        first.begin(1);
        Begun second = Begun.read(file, 3);
        assertThat(second.deaths(0)).isZero();
        assertThat(second.deaths(1)).isEqualTo(1);
        assertThat(second.isProven(1)).isFalse();
        second.begin(2);
        second.end(2);
        second.begin(1);

        Begun third = Begun.read(file, 3);

        assertThat(third.isProven(1)).isTrue();
        assertThat(third.isProven(2)).isFalse();
    }

    @Test
    void anUnfinishedNoteIsPassedOver() throws IOException {
        Path file = Files.writeString(folder.resolve("00007"), "+1\n-1\n+");

        assertThat(Begun.read(file, 2).deaths(1)).isZero();
    }
}
