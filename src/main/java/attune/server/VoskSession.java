package attune.server;

import attune.audio.Resampler;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.util.List;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * A live session in vosk-server's dialect. A text message with {@code config} sets it up, {@code {"eof" : 1}} ends it,
 * {@code {"reset" : 1}} ends the sound so far; every binary message is sound. Each but the first is answered by exactly
 * one message, for which many clients wait before they send more.
 *
 * <p>Public only because Jetty calls its methods through handles that need it so.
 */
public final class VoskSession extends LiveSession {
    private VoskConfig config = VoskConfig.DEFAULT;
    private boolean modelWaits;

    VoskSession(LiveSessions sessions, Resampler filters, double mostSeconds, LiveLease lease) {
        super(sessions, filters, mostSeconds, lease);
    }

    @Override
    void greet() {
        demand();
    }

    @Override
    void hear(ByteBuffer bytes) {
        takeModel();
        LiveSound now = open(config.sound());
        now.hear(bytes);
        var segments = now.takeSegments();
        answer(List.of(
                segments.isEmpty()
                        ? VoskAnswer.partial(config, now.partial())
                        : VoskAnswer.result(config, segments, secondsBefore())));
        endIfTooLong();
    }

    @Override
    void hear(String text) {
        JsonNode message = Json.read(text);
        if (message != null && message.hasNonNull("config")) {
            configure(message.get("config"));
        } else if (message != null && message.has("eof")) {
            end(StatusCode.NORMAL, "");
        } else if (message != null && message.has("reset")) {
            answer(lastWords());
        } else {
            throw Fault.invalid("A text is {\"config\": {…}}, {\"eof\" : 1} or {\"reset\" : 1}", null)
                    .refusal();
        }
    }

    private void configure(JsonNode change) {
        config = config.with(change);
        modelWaits = config.model().isPresent();
        takeModel();
        demand();
    }

    /**
     * An open sound ends with the model that it began with; the other is taken when more sound comes, so that one that
     * cannot be had loses no result.
     */
    private void takeModel() {
        if (modelWaits && sound().isEmpty()) {
            modelWaits = false;
            lease().change(config.model().orElseThrow(), model -> {});
        }
    }

    /** The last result of the open sound, after which another may begin. */
    @Override
    List<String> lastWords() {
        LiveSound last = open(config.sound());
        last.finish();
        String result = VoskAnswer.result(config, last.takeSegments(), secondsBefore());
        closeSound();
        return List.of(result);
    }

    /** Closes the session and says why; vosk's dialect has no other way to tell. */
    @Override
    void tell(Fault fault) {
        close(StatusCode.POLICY_VIOLATION, fault.message(), fault.status());
    }
}
