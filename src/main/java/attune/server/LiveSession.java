package attune.server;

import attune.audio.Resampler;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * A WebSocket that speaks vosk-server's dialect. A text message with {@code config} sets it up, {@code {"eof" : 1}} ends
 * it, {@code {"reset" : 1}} ends the sound so far; every binary message is sound. Each but the first is answered by
 * exactly one message, for which many clients wait before they send more.
 *
 * <p>The next message is asked for when the answer to the last is on its way, so TCP slows down a client that sends
 * faster than it is served, and one that does not read is not answered any more.
 *
 * <p>Public only because Jetty calls its methods through handles that need it so.
 */
public final class LiveSession implements Session.Listener {
    /** A close frame has room for 123 bytes (RFC 6455, section 5.5). */
    private static final int LONGEST_REASON = 120;

    /** What a client may send before it has read that its session is closed. */
    private static final int MOST_IGNORED = 100;

    private static final Duration TO_CLOSE = Duration.ofSeconds(5);

    /** The status of a session that went as it should. */
    private static final int SWITCHED = 101;

    private final LiveSessions sessions;
    private final Resampler filters;
    private final double mostSeconds;
    private final LiveLease lease;
    private VoskConfig config = VoskConfig.DEFAULT;
    private Optional<LiveSound> sound = Optional.empty();
    /** How long the sounds before the open one were, together. */
    private double secondsBefore;

    private Optional<Session> session = Optional.empty();
    /** Whether a message has been asked for that has not come. */
    private boolean demanded;

    private boolean ended;
    private int ignored;

    LiveSession(LiveSessions sessions, Resampler filters, double mostSeconds, LiveLease lease) {
        this.sessions = sessions;
        this.filters = filters;
        this.mostSeconds = mostSeconds;
        this.lease = lease;
    }

    @Override
    public synchronized void onWebSocketOpen(Session opened) {
        session = Optional.of(opened);
        demand();
    }

    @Override
    public synchronized void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
        demanded = false;
        attempt(() -> {
            LiveSound now = open();
            now.hear(bytes);
            var segments = now.takeSegments();
            send(
                    segments.isEmpty()
                            ? VoskAnswer.partial(config, now.partial())
                            : VoskAnswer.result(config, segments, secondsBefore));
            if (seconds() > mostSeconds) { // after the answer that is due
                end(StatusCode.POLICY_VIOLATION, "a session may send " + Math.round(mostSeconds) + " seconds of sound");
            }
        });
        callback.succeed();
    }

    @Override
    public synchronized void onWebSocketText(String text) {
        demanded = false;
        attempt(() -> {
            JsonNode message = Json.read(text);
            if (message != null && message.hasNonNull("config")) {
                configure(message.get("config"));
            } else if (message != null && message.has("eof")) {
                end(StatusCode.NORMAL, "");
            } else if (message != null && message.has("reset")) {
                send(finished());
            } else {
                throw Fault.invalid("A text is {\"config\": {…}}, {\"eof\" : 1} or {\"reset\" : 1}", null)
                        .refusal();
            }
        });
    }

    private void configure(JsonNode change) {
        config = config.with(change);
        if (config.model().isPresent() && sound.isEmpty()) {
            lease.change(config.model().get());
        }
        demand();
    }

    private LiveSound open() {
        if (sound.isEmpty()) {
            sound = Optional.of(new LiveSound(lease.model(), config, filters));
        }
        return sound.get();
    }

    /** The last result of the open sound, after which another may begin. */
    private String finished() {
        LiveSound last = open();
        last.finish();
        String result = VoskAnswer.result(config, last.takeSegments(), secondsBefore);
        secondsBefore += last.seconds();
        sound = Optional.empty();
        return result;
    }

    private double seconds() {
        return secondsBefore + sound.map(LiveSound::seconds).orElse(0.0);
    }

    /** Answers with what was heard so far, and closes. */
    private void end(int status, String reason) {
        ended = true;
        String result = finished();
        session.ifPresent(open -> open.sendText(
                result, Callback.from(() -> close(status, reason, SWITCHED), failure -> open.disconnect())));
    }

    /** Gives everything back, says why, and waits a little for the client's close frame. */
    private synchronized void close(int status, String reason, int logged) {
        ended = true;
        leave(logged);
        String shown = reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON) : reason;
        session.ifPresent(open -> {
            open.setIdleTimeout(TO_CLOSE);
            open.close(status, shown, Callback.from(this::demand, failure -> open.disconnect()));
        });
    }

    /** Ends the session because the server does. */
    synchronized void stop() {
        if (!ended) {
            attempt(() -> end(StatusCode.SHUTDOWN, "the server is stopping"));
        }
    }

    private void send(String answer) {
        session.ifPresent(open -> open.sendText(answer, Callback.from(this::demand, failure -> open.disconnect())));
    }

    private synchronized void demand() {
        if (!demanded) {
            demanded = true;
            session.ifPresent(Session::demand);
        }
    }

    /** A client's mistake closes its session and says why; vosk's dialect has no other way to tell. */
    private void attempt(Runnable work) {
        if (ended) { // what was on its way when the session was closed
            ignored++;
            if (ignored < MOST_IGNORED) {
                demand();
            }
            return;
        }
        try {
            work.run();
        } catch (Refusal refusal) {
            close(
                    StatusCode.POLICY_VIOLATION,
                    refusal.fault().message(),
                    refusal.fault().status());
        } catch (RuntimeException | Error bug) {
            sessions.failed(lease.exchange(), bug);
            close(
                    StatusCode.SERVER_ERROR,
                    "the server failed; its log tells more",
                    HttpStatus.INTERNAL_SERVER_ERROR_500);
        }
    }

    @Override
    public synchronized void onWebSocketError(Throwable cause) {
        leave(LogEntry.CLIENT_GONE);
    }

    @Override
    public synchronized void onWebSocketClose(int status, String reason, Callback callback) {
        leave(ended || status == StatusCode.NORMAL ? SWITCHED : LogEntry.CLIENT_GONE);
        callback.succeed();
    }

    /** Gives everything back, once. */
    synchronized void leave(int status) {
        ended = true;
        double seconds = seconds();
        sound = Optional.empty();
        secondsBefore = seconds;
        sessions.left(this, lease, status, seconds);
    }
}
