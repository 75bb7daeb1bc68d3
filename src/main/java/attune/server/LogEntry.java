package attune.server;

import attune.rounding.Rounded;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * A request, for the log. Never what was said in it.
 *
 * @param time when it came
 * @param id which its answer bears, too
 * @param method such as POST
 * @param path as the client wrote it
 * @param status of the answer; 499 if the client left before it
 * @param model that did the work; empty if none
 * @param soundSeconds that were recognised
 * @param tookSeconds from the request to the end of its answer
 * @param caller which key was given
 */
record LogEntry(
        Instant time,
        String id,
        String method,
        String path,
        int status,
        String model,
        double soundSeconds,
        double tookSeconds,
        String caller) {
    /** The status, after nginx, of what nobody waited for. */
    static final int CLIENT_GONE = 499;

    /** As ISO 8601, always with milliseconds. */
    static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    String text() {
        return String.join(
                " ",
                TIME.format(time),
                id,
                method,
                path,
                String.valueOf(status),
                "model=" + (model.isEmpty() ? "-" : model),
                "sound=" + hundredths(soundSeconds),
                "took=" + hundredths(tookSeconds),
                "caller=" + caller);
    }

    String json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", TIME.format(time));
        fields.put("id", id);
        fields.put("method", method);
        fields.put("path", path);
        fields.put("status", status);
        fields.put("model", model);
        fields.put("sound_seconds", Rounded.hundredths(soundSeconds));
        fields.put("took_seconds", Rounded.hundredths(tookSeconds));
        fields.put("caller", caller);
        return Json.of(fields);
    }

    private static String hundredths(double seconds) {
        return String.format(Locale.ROOT, "%.2f", seconds);
    }
}
