package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import attune.speech.TinySpeech;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelShelfTest {
    @TempDir
    Path folder;

    private final AtomicInteger failures = new AtomicInteger();
    private final Executor decoding = work -> {
        if (failures.getAndDecrement() > 0) {
            throw new RejectedExecutionException("no memory at the moment");
        }
        work.run();
    };
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ModelShelf shelf = new ModelShelf(Map.of(), decoding, new Metrics(), told::add);

    @AfterEach
    void retire() {
        shelf.retireAll();
    }

    private void rescan() throws IOException {
        shelf.rescan(new ServerSettings.Folder(folder, List.of(), Duration.ofSeconds(1)));
    }

    @Test
    void aModelThatFailedForAMomentIsTriedAgain() throws IOException {
        TinySpeech.streaming(2, 4).write(folder.resolve("tiny.attune"));
        failures.set(1);
        rescan();
        assertThat(told)
                .singleElement()
                .asString()
                .contains("model tiny cannot be served: ", "no memory at the moment");
        rescan();
        rescan();
        assertThat(told).hasSize(2).last().asString().isEqualTo("model tiny is being served");
    }

    @Test
    void aFailureThatLastsIsToldOfOnce() throws IOException {
        TinySpeech.streaming(2, 4).write(folder.resolve("tiny.attune"));
        failures.set(3);
        rescan();
        rescan();
        rescan();
        assertThat(told).singleElement().asString().contains("no memory at the moment");
        assertThat(failures).hasValue(0);
    }

    @Test
    void aDamagedFileIsToldOfOnce() throws IOException {
        Files.writeString(folder.resolve("tiny.attune"), "no bundle");
        rescan();
        rescan();
        assertThat(told).singleElement().asString().contains("model tiny cannot be served: ");
    }
}
