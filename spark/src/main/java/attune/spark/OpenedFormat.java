package attune.spark;

import attune.speech.SpeechFormat;
import attune.speech.SpeechModel;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What a model reads and writes, opened once for all tasks of an executor, whose process belongs to one job. */
final class OpenedFormat {
    private static @Nullable SpeechFormat opened;

    private OpenedFormat() {}

    static synchronized SpeechFormat of(String model) throws IOException {
        if (opened == null) {
            opened = SpeechModel.open(Path.of(model)).format();
        }
        return opened;
    }
}
