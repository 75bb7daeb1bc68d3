package attune.server;

import attune.audio.Resampler;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.server.ServerWebSocketContainer;
import org.jspecify.annotations.Nullable;

/** The live sessions: {@code /v1/stream} and {@code /v1/realtime}. */
final class LiveSessions {
    /** A minute of sound at 8 kHz. Clients send a few hundredths of a second at a time. */
    private static final int MESSAGE_BYTES = 1 << 20;

    /** What OpenAI's clients in browsers ask for, beside the one that tells their key. */
    private static final String SUBPROTOCOL = "realtime";

    private final Gate gate;
    private final Admission admission;
    private final ModelShelf shelf;
    private final Limits limits;
    private final Requests requests;
    private final Resampler filters = new Resampler();
    private final Set<LiveSession> open = ConcurrentHashMap.newKeySet();

    LiveSessions(Gate gate, Admission admission, ModelShelf shelf, Limits limits, Requests requests) {
        this.gate = gate;
        this.admission = admission;
        this.shelf = shelf;
        this.limits = limits;
        this.requests = requests;
    }

    void configure(ServerWebSocketContainer container) {
        container.setMaxBinaryMessageSize(MESSAGE_BYTES);
        container.setMaxFrameSize(MESSAGE_BYTES);
        container.setIdleTimeout(Duration.ofSeconds(limits.idleSeconds()));
        container.addMapping(
                Api.STREAM, (request, response, callback) -> begin(request, response, callback, VoskSession::new));
        container.addMapping(
                Api.REALTIME,
                (request, response, callback) -> begin(request, response, callback, RealtimeSession::new));
    }

    /** A dialect. */
    @FunctionalInterface
    private interface Dialect {
        LiveSession open(LiveSessions sessions, Resampler filters, double mostSeconds, LiveLease lease);
    }

    /** A session for an upgrade request; null if it was refused, and the answer given. */
    private @Nullable Object begin(
            ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback, Dialect dialect) {
        Exchange exchange = requests.begin(request, response);
        try {
            gate.requireOwnName(request);
            gate.requireOwnOrigin(request);
            exchange.noteCaller(gate.callerOfSocket(request));
            requireTranscription(request);
            if (request.getSubProtocols().contains(SUBPROTOCOL)) {
                response.setAcceptedSubProtocol(SUBPROTOCOL); // a browser gives up where it is not
            }
            return begin(request, response, exchange, dialect);
        } catch (Refusal refusal) {
            requests.refuse(exchange, refusal.fault(), callback);
            return null;
        }
    }

    private static void requireTranscription(Request request) {
        String intent = Exchange.query(request).getValue("intent");
        if (intent != null && !intent.equals("transcription")) {
            throw Fault.invalid(
                            "The intent of a session can be transcription, not '" + Exchange.clean(intent) + "'",
                            "intent")
                    .refusal();
        }
    }

    private LiveSession begin(Request request, Response response, Exchange exchange, Dialect dialect) {
        Admission.Place place = admission.live();
        ServedModel.Use use;
        try {
            use = LiveLease.borrow(shelf, wishedModel(request).orElseGet(this::anyLiveModel));
        } catch (Refusal refusal) {
            place.close();
            throw refusal;
        }
        LiveLease lease = new LiveLease(exchange, shelf, place, use);
        LiveSession session = dialect.open(this, filters, limits.sessionSeconds(), lease);
        open.add(session);
        Request.addCompletionListener(request, failure -> {
            if (failure != null || response.getStatus() != HttpStatus.SWITCHING_PROTOCOLS_101) {
                // It was never opened, so nobody will close it.
                session.leave(LogEntry.CLIENT_GONE);
            }
        });
        return session;
    }

    private static Optional<String> wishedModel(Request request) {
        return Optional.ofNullable(Exchange.query(request).getValue("model"));
    }

    private String anyLiveModel() {
        return shelf.all().stream()
                .filter(model -> model.live().isPresent())
                .map(ServedModel::id)
                .findFirst()
                .orElseThrow(() -> Fault.invalid(
                                404,
                                "No model that can transcribe live sound is served; start the server with one, such"
                                        + " as source-en-streaming",
                                "model",
                                "model_not_found")
                        .refusal());
    }

    void left(LiveSession session, LiveLease lease, int status, double seconds) {
        open.remove(session);
        if (lease.giveBack()) {
            lease.exchange().noteWork(lease.model().id(), seconds);
            requests.end(lease.exchange(), status);
        }
    }

    void failed(Exchange exchange, Throwable bug) {
        requests.bug(exchange, bug);
    }

    /** Answers with what was heard so far, and closes all. */
    void stop() {
        List.copyOf(open).forEach(LiveSession::stop);
    }
}
