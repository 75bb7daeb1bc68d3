package attune.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** All that is answered over plain HTTP: the API for programs and the page for people. */
final class Api extends Handler.Abstract {
    static final String STREAM = "/v1/stream";
    static final String REALTIME = "/v1/realtime";
    private static final String TRANSCRIPTIONS = "/v1/audio/transcriptions";
    private static final String MODELS = "/v1/models";
    private static final String MODEL = "/v1/models/{id}";
    private static final String GET = "GET";

    /** The addresses there are, for counting: a stranger may invent any number. */
    private static final Set<String> PATHS = Set.of(
            TRANSCRIPTIONS, MODELS, STREAM, REALTIME, Page.ADDRESS, "/health", "/ready", "/metrics", "/openapi.json");

    private final Requests requests;
    private final Gate gate;
    private final ModelShelf shelf;
    private final Health health;
    private final Metrics metrics;
    private final Gauges gauges;
    private final List<Route> routes;

    Api(
            Requests requests,
            Gate gate,
            ModelShelf shelf,
            Health health,
            Metrics metrics,
            Gauges gauges,
            Transcriptions transcriptions) {
        this.requests = requests;
        this.gate = gate;
        this.shelf = shelf;
        this.health = health;
        this.metrics = metrics;
        this.gauges = gauges;
        this.routes = List.of(
                new Route(GET, Page.ADDRESS, true, Page::answer),
                new Route(GET, Page.FILE, true, Page::answer),
                new Route("POST", TRANSCRIPTIONS, false, transcriptions::answer),
                new Route(GET, MODELS, false, this::models),
                new Route(GET, MODEL, false, this::model),
                new Route(GET, STREAM, false, Api::socket),
                new Route(GET, REALTIME, false, Api::socket),
                new Route(GET, "/health", true, exchange -> exchange.answerJson(Map.of("status", "ok"))),
                new Route(GET, "/ready", true, this::ready),
                new Route(GET, "/metrics", false, this::metrics),
                new Route(GET, "/openapi.json", true, Api::description));
    }

    List<Route> routes() {
        return routes;
    }

    static String known(String path) {
        if (PATHS.contains(path)) {
            return path;
        }
        return path.startsWith(MODELS + "/") ? MODEL : path.startsWith("/page/") ? Page.FILE : "other";
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Exchange exchange = requests.begin(request, response);
        try {
            answer(exchange);
            requests.end(exchange, exchange.status());
            callback.succeeded();
        } catch (Refusal refusal) {
            requests.refuse(exchange, refusal.fault(), callback);
        } catch (ClientGoneException gone) {
            requests.gone(exchange, gone, callback);
        } catch (Exception | Error bug) {
            requests.bug(exchange, bug);
            if (exchange.hasBegun()) {
                requests.end(exchange, 500);
                callback.failed(bug);
            } else {
                requests.refuse(
                        exchange,
                        Fault.broken("The server failed at this request; its log tells more of " + exchange.id()),
                        callback);
            }
        }
        return true;
    }

    private void answer(Exchange exchange) throws IOException {
        gate.requireOwnName(exchange.request());
        String path = exchange.path();
        String method = exchange.method().equals("HEAD") ? GET : exchange.method();
        List<Route> there = routes.stream().filter(route -> route.matches(path)).toList();
        Optional<Route> route =
                there.stream().filter(each -> each.method().equals(method)).findFirst();
        if (route.isEmpty() || !route.get().open()) {
            exchange.noteCaller(gate.caller(exchange.request()));
        }
        route.orElseThrow(() -> missing(exchange, there).refusal()).action().answer(exchange);
    }

    private static Fault missing(Exchange exchange, List<Route> there) {
        String path = Exchange.clean(exchange.path());
        return there.isEmpty()
                ? Fault.invalid(404, "There is nothing at " + path + "; see /openapi.json", null, "unknown_url")
                : Fault.invalid(
                        405,
                        path + " takes " + there.get(0).method() + ", not " + Exchange.clean(exchange.method()),
                        null,
                        "method_not_allowed");
    }

    private void models(Exchange exchange) {
        exchange.answerJson(Map.of(
                "object",
                "list",
                "data",
                shelf.all().stream().map(ModelEntry::of).toList()));
    }

    private void model(Exchange exchange) {
        String id = exchange.path().substring(MODELS.length() + 1);
        exchange.answerJson(ModelEntry.of(shelf.get(id)));
    }

    private static void socket(Exchange exchange) {
        throw Fault.invalid(426, exchange.path() + " is a WebSocket; connect to it as one", null, "upgrade_required")
                .refusal();
    }

    private void ready(Exchange exchange) {
        Optional<String> obstacle = health.obstacle();
        exchange.answer(
                obstacle.isEmpty() ? 200 : 503,
                "application/json",
                Json.of(
                        obstacle.isEmpty()
                                ? Map.of("status", "ready")
                                : Map.of("status", "not ready", "reason", obstacle.get())));
    }

    private void metrics(Exchange exchange) {
        exchange.answer(200, "text/plain; version=0.0.4; charset=utf-8", metrics.text(gauges));
    }

    private static void description(Exchange exchange) throws IOException {
        exchange.answer(200, "application/json", builtIn("openapi.json"));
    }

    /** A text that is part of the program. */
    static String builtIn(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
