package attune.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CacheOptionsTest {
    private static final String HOME = "/home/ann";

    private static Optional<Path> folder(@Nullable String option, Map<String, String> environment) {
        return CacheOptions.folder(Optional.ofNullable(option).map(Path::of), environment, HOME);
    }

    @Test
    void theOptionComesBeforeTheEnvironmentAndThatBeforeTheUsualPlace() {
        Map<String, String> both = Map.of("ATTUNE_CACHE", "/data/cache", "XDG_CACHE_HOME", "/xdg");
        assertThat(folder("here", both)).contains(Path.of("here"));
        assertThat(folder(null, both)).contains(Path.of("/data/cache"));
        assertThat(folder(null, Map.of("XDG_CACHE_HOME", "/xdg"))).contains(Path.of("/xdg/attune"));
        assertThat(folder(null, Map.of())).contains(Path.of("/home/ann/.cache/attune"));
    }

    @Test
    void emptyVariablesAndRelativeXdgFoldersCountAsNotSet() {
        assertThat(folder(null, Map.of("ATTUNE_CACHE", "", "XDG_CACHE_HOME", "xdg")))
                .contains(Path.of("/home/ann/.cache/attune"));
    }

    @Test
    void offIsOff() {
        assertThat(folder("off", Map.of("ATTUNE_CACHE", "/data"))).isEmpty();
        assertThat(folder(null, Map.of("ATTUNE_CACHE", "off"))).isEmpty();
        assertThat(folder("/data", Map.of("ATTUNE_CACHE", "off"))).contains(Path.of("/data"));
    }
}
