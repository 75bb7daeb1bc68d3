package attune.server;

/** Nobody reads the answer any more, so what was to go into it need not be done. */
final class ClientGoneException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ClientGoneException(Throwable cause) {
        super("the client has left", cause);
    }
}
