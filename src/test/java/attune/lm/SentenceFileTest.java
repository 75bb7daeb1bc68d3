package attune.lm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SentenceFileTest {
    @Test
    void markersOfSentencesAreNoWords(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("text"),
                "<s> press one </s>\n<s>\tor two\t</s>\n<s> </s>\n<s></s>\n<s>\n</s>\na <s> b </s> c\n<s>x</s>\n");
        try (Stream<String> lines = SentenceFile.lines(file)) {
            assertThat(lines).containsExactly("press one", "or two", "", "", "", "", "a <s> b </s> c", "<s>x</s>");
        }
    }
}
