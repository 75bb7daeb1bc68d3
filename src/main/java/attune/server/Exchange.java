package attune.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.ConnectionMetaData;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Fields;

/** A request and its answer, with what the log is told of them. For the request's own thread. */
final class Exchange {
    private static final int LONGEST_SHOWN = 200;

    private static final double SECONDS_BETWEEN_LOOKS = Connections.READ_EVERY.toMillis() / 1000.0;

    private static final String RETRY_SECONDS = "1";

    private final Request request;
    private final Response response;
    private final String id;
    private final Instant time = Instant.now();
    private final long beganNanos = System.nanoTime();
    private final Optional<ClientSocket> client;
    private Caller caller = Caller.ANYONE;
    private String model = "";
    private double soundSeconds;
    private double nextLookSeconds = SECONDS_BETWEEN_LOOKS;
    private boolean bodyRead;

    Exchange(Request request, Response response, String id, Connections connections) {
        this.request = request;
        this.response = response;
        this.id = id;
        this.bodyRead = request.getMethod().equals("GET");
        this.client = socket(request.getConnectionMetaData(), connections);
        response.getHeaders().put("x-request-id", id);
    }

    private static Optional<ClientSocket> socket(ConnectionMetaData connection, Connections connections) {
        return connection.getLocalSocketAddress() instanceof InetSocketAddress ours
                        && connection.getRemoteSocketAddress() instanceof InetSocketAddress theirs
                ? Optional.of(new ClientSocket(connections, ours, theirs))
                : Optional.empty();
    }

    /** Text of a client's, fit for a log line or a message: short, and unable to control a terminal. */
    static String clean(String text) {
        String shown = text.length() > LONGEST_SHOWN ? text.substring(0, LONGEST_SHOWN) + "…" : text;
        return shown.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    Request request() {
        return request;
    }

    String method() {
        return request.getMethod();
    }

    String path() {
        return Request.getPathInContext(request);
    }

    /** What comes after the {@code ?} of an address. */
    static Fields query(Request request) {
        try {
            return Request.extractQueryParameters(request);
        } catch (IllegalArgumentException e) {
            throw Fault.invalid(
                            "The address has a % that is not followed by two hexadecimal digits; write it as %25", null)
                    .refusal();
        }
    }

    String id() {
        return id;
    }

    Caller caller() {
        return caller;
    }

    void noteCaller(Caller who) {
        caller = who;
    }

    void noteWork(String modelId, double seconds) {
        model = modelId;
        soundSeconds = seconds;
    }

    void noteBodyRead() {
        bodyRead = true;
    }

    double seconds() {
        return (System.nanoTime() - beganNanos) / 1e9;
    }

    LogEntry logEntry(int status) {
        return new LogEntry(
                time,
                id,
                clean(method()),
                clean(request.getHttpURI().getPath()).replace(' ', '+'),
                status,
                model,
                soundSeconds,
                seconds(),
                caller.name());
    }

    int status() {
        return response.getStatus();
    }

    boolean hasBegun() {
        return response.isCommitted();
    }

    /** Answers at once. */
    void answer(int status, String contentType, String body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
        write(true, body);
    }

    /** Adds a header to the answer. */
    void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    void answerJson(Object body) {
        answer(HttpStatus.OK_200, "application/json", Json.of(body));
    }

    void refuse(Fault fault) {
        if (fault.isTemporary()) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
        }
        if (fault.status() == HttpStatus.UNAUTHORIZED_401) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
        }
        if (!bodyRead) { // what still comes would be taken for the next request
            response.getHeaders().put(HttpHeader.CONNECTION, "close");
        }
        answer(fault.status(), "application/json", fault.json());
    }

    /** Begins an answer of server-sent events. */
    EventStream events() {
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        return new EventStream(this);
    }

    void write(boolean last, String text) {
        try {
            Content.Sink.write(response, last, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new ClientGoneException(e);
        }
    }

    /** Fails if the client has left. Looks twice a second at most, so it may be called at any time. */
    void requireClient() {
        if (seconds() < nextLookSeconds) {
            return;
        }
        nextLookSeconds = seconds() + SECONDS_BETWEEN_LOOKS;
        if (client.isPresent() && client.get().isClosed()) {
            throw new ClientGoneException(new EofException("the connection is closed"));
        }
    }
}
