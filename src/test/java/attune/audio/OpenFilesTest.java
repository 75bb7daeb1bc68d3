package attune.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class OpenFilesTest {
    private static final Path FILE = Path.of("call.mp3");

    private int closed;

    /** A decoder that cannot be closed without complaint. */
    private final class Stubborn implements PcmSource {
        @Override
        public AudioInfo info() {
            return new AudioInfo("MP3", 8000, 1, AudioInfo.UNKNOWN);
        }

        @Override
        public int read(float[] mono, int from, int count) {
            return -1;
        }

        @Override
        public void close() throws IOException {
            closed++;
            throw new IOException("disk failed");
        }
    }

    @Test
    void allAreClosedWhicheverOfThemFails() {
        OpenFiles files = new OpenFiles(new SourceOpener(Ffmpeg.unlimited("ffmpeg")));
        assertThatThrownBy(() -> files.during(() -> {
                    for (int i = 0; i < 3; i++) {
                        files.takeBack(new ResumableSource(FILE, new Stubborn(), files));
                    }
                    return closed;
                }))
                .isInstanceOf(UncheckedIOException.class);
        assertThat(closed).isEqualTo(3);
    }
}
