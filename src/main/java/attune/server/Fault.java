package attune.server;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An error as OpenAI's API tells it.
 *
 * @param status of the answer
 * @param type {@code invalid_request_error} and the like
 * @param message for the person who reads it, in one line
 * @param param the field at fault; null if none is
 * @param code for programs; null if the type says it all
 */
record Fault(
        int status,
        String type,
        String message,
        @Nullable String param,
        @Nullable String code) {
    private static final String INVALID = "invalid_request_error";
    private static final String SERVER = "server_error";

    static Fault invalid(String message, @Nullable String param) {
        return new Fault(400, INVALID, message, param, null);
    }

    static Fault invalid(int status, String message, @Nullable String param, String code) {
        return new Fault(status, INVALID, message, param, code);
    }

    static Fault noKey() {
        return new Fault(
                401,
                INVALID,
                "No valid API key was given; send one of the server's as: Authorization: Bearer KEY",
                null,
                "invalid_api_key");
    }

    static Fault tooMany(String message) {
        return new Fault(429, "rate_limit_error", message, null, "rate_limit_exceeded");
    }

    static Fault busy(String message) {
        return new Fault(503, SERVER, message, null, "overloaded");
    }

    static Fault tooSlow(String message) {
        return new Fault(504, SERVER, message, null, "timeout");
    }

    /** A bug of ours. */
    static Fault broken(String message) {
        return new Fault(500, SERVER, message, null, null);
    }

    /** Whether the same request may succeed soon. */
    boolean isTemporary() {
        return status == 429 || status == 503;
    }

    /** The body of the answer. */
    String json() {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("message", message);
        error.put("type", type);
        error.put("param", param);
        error.put("code", code);
        return Json.of(Map.of("error", error));
    }

    Refusal refusal() {
        return new Refusal(this);
    }
}
