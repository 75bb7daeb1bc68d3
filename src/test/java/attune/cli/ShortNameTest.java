package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShortNameTest {

    @Test
    void modelsOfOneFileNameAreToldApartByTheirFolders() {
        Path source = Path.of("models", "source.attune");
        Path one = Path.of("runs", "a", "adapted.attune");
        Path other = Path.of("runs", "b", "adapted.attune");
        List<Path> shown = List.of(source, one, other);
        assertThat(ShortName.of(source, shown)).isEqualTo("source.attune");
        assertThat(ShortName.of(one, shown))
                .isEqualTo(Path.of("a", "adapted.attune").toString());
        assertThat(ShortName.of(other, shown))
                .isEqualTo(Path.of("b", "adapted.attune").toString());
        assertThat(ShortName.of(one, List.of(one, one))).isEqualTo("adapted.attune");
        assertThat(ShortName.of(one, List.of(source, one))).isEqualTo("adapted.attune");
    }
}
