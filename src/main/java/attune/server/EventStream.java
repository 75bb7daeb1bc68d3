package attune.server;

/** Server-sent events as OpenAI's API sends them. */
final class EventStream {
    private final Exchange exchange;

    EventStream(Exchange exchange) {
        this.exchange = exchange;
    }

    void event(Object event) {
        exchange.write(false, "data: " + Json.of(event) + "\n\n");
    }

    /** A comment, which readers pass over; fails if nobody reads. */
    void signOfLife() {
        exchange.write(false, ": wait\n\n");
    }

    void end() {
        exchange.write(true, "data: [DONE]\n\n");
    }

    /** Ends a stream that has begun with an error, which OpenAI's clients throw. */
    void fail(Fault fault) {
        exchange.write(true, "data: " + fault.json() + "\n\n");
    }
}
