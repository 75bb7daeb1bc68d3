package attune.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLogTest {
    private static final LogEntry ENTRY = new LogEntry(
            Instant.parse("2026-11-29T12:00:00Z"),
            "req_1",
            "POST",
            "/v1/audio/transcriptions",
            200,
            "ivr",
            3.071,
            0.1432,
            "key2");

    private static String written(LogFormat format) {
        List<String> lines = new ArrayList<>();
        new ServerLog(format, lines::add).request(ENTRY);
        return lines.get(0);
    }

    @Test
    void aLineNamesWhatIsNotPlain() {
        assertThat(written(LogFormat.TEXT))
                .isEqualTo("2026-11-29T12:00:00.000Z req_1 POST /v1/audio/transcriptions 200 model=ivr sound=3.07"
                        + " took=0.14 caller=key2");
    }

    @Test
    void jsonHasTheSameFields() {
        assertThat(written(LogFormat.JSON))
                .isEqualTo("{\"time\":\"2026-11-29T12:00:00.000Z\",\"id\":\"req_1\",\"method\":\"POST\","
                        + "\"path\":\"/v1/audio/transcriptions\",\"status\":200,\"model\":\"ivr\","
                        + "\"sound_seconds\":3.07,\"took_seconds\":0.14,\"caller\":\"key2\"}");
    }
}
