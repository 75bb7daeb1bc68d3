package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import attune.corpus.Manifest;
import attune.speech.TinySpeech;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code attune corpus split} on the telephone prompts. */
class CorpusSplitTest {
    @TempDir
    Path folder;

    private InProcess split(String... more) {
        List<String> command = new ArrayList<>(List.of(
                "corpus", "split", TinySpeech.CORPUS.resolve("train.jsonl").toString(), "-o", folder.toString()));
        command.addAll(List.of(more));
        return InProcess.quietly(command.toArray(String[]::new));
    }

    @Test
    void writesThreeManifestsAndSaysWhatIsInThem() {
        InProcess run = split();
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.outLines()).hasSize(4).last().asString().startsWith("test");
        int clips = 0;
        for (String name : List.of("train", "dev", "test")) {
            clips += Manifest.read(folder.resolve(name + ".jsonl")).size();
        }
        assertThat(clips).isEqualTo(452);
        assertThat(Manifest.read(folder.resolve("dev.jsonl"))).hasSizeBetween(35, 45);
    }

    @Test
    void overwritesNothing() {
        split();
        InProcess again = split();
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.errLines()).singleElement().asString().contains("train.jsonl: already exists");
    }

    @Test
    void wrongSharesAreRefused() {
        assertThat(split("--dev", "0.6", "--test", "0.6").err()).contains("--dev 0.6, --test 0.6", "less than 1");
        assertThat(split("--dev", "0.001").err()).contains("no clip can be put into dev");
    }
}
