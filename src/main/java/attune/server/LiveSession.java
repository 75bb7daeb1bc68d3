package attune.server;

import attune.audio.Resampler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;

/**
 * A WebSocket that takes sound and gives text; its dialects are in the subclasses. A message is handled by whoever brings
 * it, one at a time.
 *
 * <p>The next message is asked for when the answer to the last is on its way, so TCP slows down a client that sends
 * faster than it is served, and one that does not read is not answered any more.
 *
 * <p>Public only because Jetty calls its methods through handles that need it so.
 */
public abstract class LiveSession implements Session.Listener {
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
    private Optional<LiveSound> sound = Optional.empty();
    /** How long the sounds before the open one were, together. */
    private double secondsBefore;

    private Optional<Session> session = Optional.empty();
    /** Whether a message has been asked for that has not come. */
    private boolean demanded;

    private boolean ended;
    private int ignored;

    /**
     * A session that has not begun.
     *
     * @param filters of the resampler, which all sessions share
     * @param mostSeconds of sound that it may send
     * @param lease its model and its place among the sessions
     */
    LiveSession(LiveSessions sessions, Resampler filters, double mostSeconds, LiveLease lease) {
        this.sessions = sessions;
        this.filters = filters;
        this.mostSeconds = mostSeconds;
        this.lease = lease;
    }

    /** The session is open; nothing was asked for yet. */
    abstract void greet();

    /** Handles a text message, and answers or demands the next. */
    abstract void hear(String message);

    /** Handles a binary message, and answers. */
    abstract void hear(ByteBuffer message);

    /** What is still to be said about the sound that has come, in messages. */
    abstract List<String> lastWords();

    /** Tells a client of its mistake. */
    abstract void tell(Fault fault);

    LiveLease lease() {
        return lease;
    }

    /** The open sound, if one has begun. */
    Optional<LiveSound> sound() {
        return sound;
    }

    /** The open sound, begun as wished if there is none. */
    LiveSound open(SoundWish wish) {
        if (sound.isEmpty()) {
            sound = Optional.of(new LiveSound(lease.model(), wish, filters, mostSeconds - secondsBefore));
        }
        return sound.get();
    }

    /** The open sound is over; the next begins where it ended. */
    void closeSound() {
        secondsBefore = seconds();
        sound = Optional.empty();
    }

    /** How long the sounds before the open one were, together. */
    double secondsBefore() {
        return secondsBefore;
    }

    /** How much sound has come. */
    double seconds() {
        return secondsBefore + sound.map(LiveSound::seconds).orElse(0.0);
    }

    /** Ends a session that has sent too much; to be called after the answer that is due. */
    void endIfTooLong() {
        if (seconds() > mostSeconds) {
            end(StatusCode.POLICY_VIOLATION, "a session may send " + Math.round(mostSeconds) + " seconds of sound");
        }
    }

    @Override
    public synchronized void onWebSocketOpen(Session opened) {
        session = Optional.of(opened);
        attempt(this::greet);
    }

    @Override
    public synchronized void onWebSocketBinary(ByteBuffer bytes, Callback callback) {
        demanded = false;
        attempt(() -> hear(bytes));
        callback.succeed();
    }

    @Override
    public synchronized void onWebSocketText(String text) {
        demanded = false;
        attempt(() -> hear(text));
    }

    /** Allows text messages of a size. */
    void takeTexts(long bytes) {
        session.ifPresent(open -> open.setMaxTextMessageSize(bytes));
    }

    /** Answers with these messages, of which there may be none, and asks for the next. */
    void answer(List<String> messages) {
        if (messages.isEmpty()) {
            demand();
        }
        send(messages, this::demand);
    }

    /** Gives the last words and closes. */
    void end(int status, String reason) {
        ended = true;
        List<String> last = lastWords();
        if (last.isEmpty()) {
            close(status, reason, SWITCHED);
        }
        send(last, () -> close(status, reason, SWITCHED));
    }

    private void send(List<String> messages, Runnable then) {
        session.ifPresent(open -> {
            for (int i = 0; i < messages.size(); i++) {
                Runnable sent = i == messages.size() - 1 ? then : () -> {};
                open.sendText(messages.get(i), Callback.from(sent, failure -> open.disconnect()));
            }
        });
    }

    /** Gives everything back, says why, and waits a little for the client's close frame. */
    synchronized void close(int status, String reason, int logged) {
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

    /** Asks for the next message. */
    synchronized void demand() {
        if (!demanded) {
            demanded = true;
            session.ifPresent(Session::demand);
        }
    }

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
            tell(refusal.fault());
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
        sessions.left(this, lease, status, seconds());
    }
}
