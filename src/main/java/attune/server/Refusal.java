package attune.server;

/** Ends a request with an error. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Fault fault;

    Refusal(Fault fault) {
        super(fault.message());
        this.fault = fault;
    }

    Fault fault() {
        return fault;
    }
}
