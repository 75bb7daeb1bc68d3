package attune.server;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all requests have in common: a number, a line in the log, a count, and errors. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private final ServerLog log;
    private final Metrics metrics;
    /** Tells the requests of this start of the server from those of others. */
    private final String start = Long.toString(Instant.now().getEpochSecond(), Character.MAX_RADIX);

    private final Connections connections = new Connections();
    private final AtomicLong numbers = new AtomicLong();

    Requests(ServerLog log, Metrics metrics) {
        this.log = log;
        this.metrics = metrics;
    }

    Exchange begin(Request request, Response response) {
        return new Exchange(request, response, "req_" + start + "_" + numbers.incrementAndGet(), connections);
    }

    /** Notes that a request has been answered. */
    void end(Exchange exchange, int status) {
        String path = Api.known(exchange.path());
        metrics.add(Metrics.Family.REQUESTS, 1, "path", path, "status", String.valueOf(status));
        metrics.observe(Metrics.Family.REQUEST_SECONDS, exchange.seconds(), "path", path);
        if (status == LogEntry.CLIENT_GONE) {
            metrics.add(Metrics.Family.GONE, 1);
        }
        log.request(exchange.logEntry(status));
    }

    /** Answers with an error, and completes the request. */
    void refuse(Exchange exchange, Fault fault, Callback callback) {
        try {
            exchange.refuse(fault);
            end(exchange, fault.status());
            Drain.start(exchange.request(), callback);
        } catch (ClientGoneException gone) {
            gone(exchange, gone, callback);
        }
    }

    void gone(Exchange exchange, ClientGoneException gone, Callback callback) {
        end(exchange, LogEntry.CLIENT_GONE);
        // Who ended a body early may still read: anything but this would be a 500, which clients repeat.
        callback.failed(new HttpException.RuntimeException(
                HttpStatus.BAD_REQUEST_400, "The connection ended before the request", gone));
    }

    /** Notes a mistake of ours. */
    void bug(Exchange exchange, Throwable bug) {
        LOG.error("request {}", exchange.id(), bug);
    }
}
