package attune.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class ClipTest {
    private static final Path CALL = Path.of("call.wav");

    @Test
    void aPartIsInTheSameFileToTheMillisecond() {
        Clip stretch = new Clip(CALL, 60.1, OptionalDouble.of(30));
        assertThat(stretch.part(0.2, 2.30049)).isEqualTo(new Clip(CALL, 60.3, OptionalDouble.of(2.1)));
        assertThat(Clip.whole(CALL).part(0.0004, 1.0006)).isEqualTo(new Clip(CALL, 0, OptionalDouble.of(1.001)));
    }
}
