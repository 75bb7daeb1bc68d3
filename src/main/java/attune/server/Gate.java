package attune.server;

import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.websocket.server.ServerUpgradeRequest;

/** Lets callers in by their keys, pages by their origin, and all by the name that they call the server. */
final class Gate {
    private static final String BEARER = "Bearer ";
    /** As OpenAI's own client for browsers does it. */
    private static final String KEY_PROTOCOL = "openai-insecure-api-key.";

    private final Optional<Keys> keys;
    private final Set<String> origins;
    private final HostNames names;

    Gate(Optional<Keys> keys, Set<String> origins, HostNames names) {
        this.keys = keys;
        this.origins = origins;
        this.names = names;
    }

    /** Refuses who calls the server by a name that it does not have. */
    void requireOwnName(Request request) {
        names.require(request);
    }

    /** The key in {@code Authorization} or {@code X-API-Key}. */
    Caller caller(Request request) {
        return caller(header(request));
    }

    /** The same, or the key in the address or as a subprotocol: browsers cannot give a WebSocket a header. */
    Caller callerOfSocket(ServerUpgradeRequest request) {
        Optional<String> key = header(request)
                .or(() -> request.getSubProtocols().stream()
                        .filter(protocol -> protocol.startsWith(KEY_PROTOCOL))
                        .map(protocol -> protocol.substring(KEY_PROTOCOL.length()))
                        .findFirst());
        if (key.isEmpty() && keys.isPresent()) {
            key = Optional.ofNullable(Exchange.query(request).getValue("api_key"));
        }
        return caller(key);
    }

    private Caller caller(Optional<String> key) {
        return keys.isEmpty()
                ? Caller.ANYONE
                : key.flatMap(keys.get()::callerWith)
                        .orElseThrow(() -> Fault.noKey().refusal());
    }

    private static Optional<String> header(Request request) {
        String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (bearer != null && bearer.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
            return Optional.of(bearer.substring(BEARER.length()).strip());
        }
        HttpField key = request.getHeaders().getField("X-API-Key");
        return Optional.ofNullable(key).map(HttpField::getValue);
    }

    /** Refuses scripts of other sites: any page in a user's browser could listen in. Programs send no origin. */
    void requireOwnOrigin(Request request) {
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin == null || origins.contains(origin)) {
            return;
        }
        String host = request.getHeaders().get(HttpHeader.HOST);
        if (host == null || !host.equals(authority(origin))) {
            throw Fault.invalid(403, "Pages of " + clean(origin) + " may not use this server", null, "forbidden_origin")
                    .refusal();
        }
    }

    private static String authority(String origin) {
        try {
            return String.valueOf(URI.create(origin).getRawAuthority());
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static String clean(String origin) {
        return origin.replaceAll("[^ -~]", "?");
    }
}
