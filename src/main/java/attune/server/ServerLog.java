package attune.server;

import java.time.Instant;
import java.util.function.Consumer;

/** The log: a line for each request, and for what happens to models. */
final class ServerLog {
    private final LogFormat format;
    private final Consumer<String> lines;

    ServerLog(LogFormat format, Consumer<String> lines) {
        this.format = format;
        this.lines = lines;
    }

    void request(LogEntry entry) {
        lines.accept(format == LogFormat.JSON ? entry.json() : entry.text());
    }

    void say(String message) {
        String time = LogEntry.TIME.format(Instant.now());
        lines.accept(format == LogFormat.JSON ? Json.of(new Message(time, message)) : time + " " + message);
    }

    /** What is not about a request. */
    private record Message(String time, String message) {}
}
