package attune.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import attune.corpus.Clip;
import attune.corpus.Utterance;
import attune.fault.UserFault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
    private static final Map<String, String> RECOGNISER = Map.of("model", "12ab", "greedy", "false");

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.write(
                folder.resolve("plan.json"),
                Plan.of(clips("a.wav"), RECOGNISER).divided(3).json());
    }

    private static List<Utterance> clips(String audio) {
        return List.of(new Utterance("one", Clip.whole(Path.of(audio)), Optional.empty(), "here", Map.of()));
    }

    @Test
    void goesOnWithTheSameAndItsDivision() throws IOException {
        Plan wanted = Plan.of(clips("a.wav"), RECOGNISER);

        assertThat(Plan.read(file).requireSame(wanted, file)).isEqualTo(wanted.divided(3));
    }

    @Test
    void refusesOtherClipsAndAnotherModel() throws IOException {
        Plan there = Plan.read(file);

        assertThatThrownBy(() -> there.requireSame(Plan.of(clips("b.wav"), RECOGNISER), file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("plan.json: was begun with another list of clips");
        assertThatThrownBy(() ->
                        there.requireSame(Plan.of(clips("a.wav"), Map.of("model", "34cd", "greedy", "false")), file))
                .isInstanceOf(UserFault.class)
                .hasMessageContaining("another model (12ab, now 34cd)");
    }

    @Test
    void refusesWhatIsNoPlan() throws IOException {
        Files.writeString(file, "{\"format\": 1, \"clips\":");

        assertThatThrownBy(() -> Plan.read(file)).isInstanceOf(UserFault.class).hasMessageContaining("not the plan");
    }
}
